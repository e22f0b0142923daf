import path from 'node:path';
import type { ProcessPlan } from './supervisor.ts';

/** Three test processes; each is told the port of its former run, as the real ones are. */
export function testPlans(
  folder: string,
  extra: Record<string, NodeJS.ProcessEnv> = {},
  closeWithinMs = 5_000,
): ProcessPlan[] {
  return ['first', 'second', 'third'].map((name) => ({
    name,
    file: path.join(import.meta.dirname, 'supervised-process.test-support.ts'),
    closeWithinMs,
    environment: (facts) => ({
      ...process.env,
      NAME: name,
      PORT: String(facts.get(name)?.controlPort ?? 0),
      NOTES: path.join(folder, 'notes'),
      ...extra[name],
    }),
  }));
}
