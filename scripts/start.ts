// `npm start`: one supervisor, three processes (four with a second recorder), one data folder. Set-up (setup.mjs) runs this file on the pinned Node.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDataFolder, writePrivately } from './start/data-folder.ts';
import { openDemoLesson, operatorToken } from './start/demo-lesson.ts';
import { linkLines, namedPaths, networkAddresses } from './start/links.ts';
import { parseOptions } from './start/options.ts';
import { choosePort } from './start/ports.ts';
import { port, processPlans } from './start/processes.ts';
import { StartError } from './start/start-error.ts';
import { createSupervisor } from './start/supervisor.ts';
import { text } from './start/text.ts';

// A terminal's Ctrl-C may arrive twice, from the terminal and from a parent that passes it on.
const sameKeyPressMs = 500;

const say = (sentence: string) => process.stdout.write(`${sentence}\n`);
// A terminal that was closed must not stop an orderly close.
process.stdout.on('error', () => undefined);

try {
  await main();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
  const options = parseOptions(process.argv.slice(2), process.env, project);
  const data = openDataFolder(options.dataDir);
  process.once('exit', () => data.close());
  // A browser may take localhost for ::1, so a stranger there would get our visitors.
  const httpPort = await choosePort(options.http, ['127.0.0.1', '::1'], say);
  const httpsPort = await choosePort(options.https, ['0.0.0.0', '::'], say, [httpPort]);
  const supervisor = createSupervisor(
    processPlans({ project, data, httpPort, httpsPort, spare: options.spare, twins: options.twins }),
    data.logsDir,
    say,
  );
  let closingSince: number | undefined;
  const close = async () => {
    if (closingSince !== undefined) {
      if (performance.now() - closingSince > sameKeyPressMs) supervisor.hasten();
      return;
    }
    closingSince = performance.now();
    say(`\n${text.closing}`);
    await supervisor.close();
    say(text.closed);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close);
  // On an old Node set-up stays as our parent; when it is killed, nobody is left who would close us.
  process.on('disconnect', close);
  try {
    await supervisor.start();
  } catch (error) {
    await supervisor.close();
    throw error;
  }
  if (closingSince !== undefined) return;
  const local = port(supervisor.facts, 'signaling', 'httpPort', httpPort);
  const secure = port(supervisor.facts, 'signaling', 'httpsPort', httpsPort);
  const links = options.demo ? await demoLinks(`http://127.0.0.1:${local}`, data.path) : [];
  const paths = namedPaths(operatorToken(data.path), links);
  const here = [text.here, ...linkLines(`http://localhost:${local}`, paths)];
  const elsewhere = networkAddresses(process.env).flatMap((address) => [
    '',
    ...linkLines(`https://${address}:${secure}`, paths),
  ]);
  const network = elsewhere.length === 0 ? [] : ['', text.elsewhere, ...elsewhere.slice(1)];
  const warning = elsewhere.length > 0 && !process.env.TLS_CERT ? [`  ${text.selfSigned}`] : [];
  const linksFile = path.join(data.path, 'links.txt');
  writePrivately(linksFile, `${[...here, ...network].join('\n')}\n`);
  const opening = text.running(((performance.now() - startedAt) / 1000).toFixed(1));
  const closingLines = ['', text.data(data.path), text.linksFile(linksFile), text.stopHint];
  say(['', opening, '', ...here, ...network, ...warning, ...closingLines].join('\n'));
}

async function demoLinks(baseUrl: string, dataDir: string) {
  try {
    return await openDemoLesson(baseUrl, dataDir);
  } catch (error) {
    say(text.noDemo(error instanceof Error ? error.message : String(error)));
    return [];
  }
}
