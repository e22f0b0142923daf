/** Decks of pages and blank boards, which of them is shown, and on which page. */
export const slidesCommands = {};
