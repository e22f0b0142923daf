/** A file's bytes in base64, whatever they are. */
export async function readBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  // A call takes only so many arguments.
  const part = 0x8000;
  let binary = '';
  for (let from = 0; from < bytes.length; from += part) {
    binary += String.fromCharCode(...bytes.subarray(from, from + part));
  }
  return btoa(binary);
}
