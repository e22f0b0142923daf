const key = 'tongke.reviewer';

/** How the reviewer on this device signed last; empty at first. */
export const reviewerName = (): string => localStorage.getItem(key) ?? '';

/** Remembers it for the next remark. */
export const keepReviewerName = (name: string): void => localStorage.setItem(key, name);
