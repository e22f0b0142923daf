let resolveUsable: () => void = () => undefined;

/**
 * Resolves when people can use the page: what is only needed later is fetched from then on, so that on a thin line it
 * does not delay what they see and press first.
 */
export const usable = new Promise<void>((resolve) => {
  resolveUsable = resolve;
});

/** Says that the page can be used now: after the next frame, so that it is drawn first. Idempotent. */
export function sayUsable(): void {
  requestAnimationFrame(() => setTimeout(resolveUsable, 0));
}
