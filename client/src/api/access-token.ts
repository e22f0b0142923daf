const key = 'tongke.access';

/**
 * The operator's or teacher's token: taken from `#t=` once, removed from the address bar, so that it is not copied or
 * photographed with it, and kept on this device until {@link forgetAccessToken}.
 */
export function takeAccessToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('t');
  if (token) {
    localStorage.setItem(key, token);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  return token || localStorage.getItem(key);
}

/** The token that this device keeps; an address is not looked at, where `#t=` may be a lesson's link. */
export const keptAccessToken = (): string | null => localStorage.getItem(key);

/** Forgets the token on this device, for shared PCs and for tokens that no longer hold. */
export function forgetAccessToken(): void {
  localStorage.removeItem(key);
}
