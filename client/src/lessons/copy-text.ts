/** Puts text on the clipboard. False when the browser does not let a page do so, as outside HTTPS and localhost. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
