/** One thing that was looked at. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** In words, with figures. */
  readonly detail: string;
}
