// A small process for the supervisor's tests, which speaks as the three real ones do: it listens on the port that it is
// given, says that it is ready, closes when asked or when its supervisor is gone, and notes its life in a file.
import { appendFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';

const { NAME: name = '', PORT: port = '0', NOTES: notes = '', STUBBORN: stubborn, BROKEN: broken } = process.env;
const note = (what: string) => appendFileSync(notes, `${name} ${what}\n`);

if (broken !== undefined) {
  console.error('broken on purpose');
  process.exit(3);
}
const server = createServer().listen(Number(port), '127.0.0.1', () => {
  const { port: controlPort } = server.address() as AddressInfo;
  note(`ready ${controlPort}`);
  process.send?.({ type: 'ready', controlPort });
});
const close = () => {
  note('closed');
  process.exit(0);
};
process.on('SIGTERM', () => (stubborn === undefined ? close() : note('ignored')));
process.on('disconnect', close);
