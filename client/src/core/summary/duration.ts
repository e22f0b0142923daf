/** How long something lasted, in the two units that matter; whole numbers. */
export interface Duration {
  unit: 'seconds' | 'minutes' | 'hours';
  hours: number;
  minutes: number;
  seconds: number;
}

/** The unit is the largest that is not zero; of hours seconds are left out by whoever says it. Pure. */
export function durationOf(ms: number): Duration {
  const whole = Math.round(ms / 1_000);
  const [hours, minutes, seconds] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  return { unit: hours > 0 ? 'hours' : minutes > 0 ? 'minutes' : 'seconds', hours, minutes, seconds };
}
