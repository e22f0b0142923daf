/** A time as ISO 8601 has it, in seconds to a hundredth, which is as far as xAPI compares: `PT83.5S`. Below zero: `PT0S`. */
export const isoDuration = (durationMs: number): string => `PT${Math.round(Math.max(0, durationMs) / 10) / 100}S`;
