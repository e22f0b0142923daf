// A supervisor in a process of its own, for the test that kills it: prints its children's process numbers.

import { testPlans } from './plans.test-support.ts';
import { createSupervisor } from './supervisor.ts';

const [folder = ''] = process.argv.slice(2);
const supervisor = createSupervisor(testPlans(folder), folder, () => undefined);
await supervisor.start();
process.stdout.write(`${JSON.stringify(supervisor.pids())}\n`);
