/**
 * Runs the main process of an unpacked program on plain Node and uses it as a person does: card, PIN, two signed documents, verification, end.
 * Started with the folder of the program, in which `electron` is the stand-in of `test/support/electron.ts`, and a data folder.
 * Prints what happened as JSON.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../../main/api/contract.ts';
import type { RegisterEntry } from '../../../main/api/schema/document.ts';
import { DEMONSTRATION_PIN, DEMONSTRATION_READER } from '../../../main/demonstration/demonstration.ts';
import { app, BrowserWindow, MessagePortMain } from '../../support/electron.ts';

const [, , program = '', dataFolder = ''] = process.argv;
process.argv = [process.execPath, '--data', dataFolder];
await import(pathToFileURL(join(program, 'dist/electron/main.mjs')).href);
app.becomeReady();

async function shown(index: number): Promise<BrowserWindow> {
  while (!BrowserWindow.opened[index]?.visible) await new Promise((resolve) => setTimeout(resolve, 5));
  return BrowserWindow.opened[index];
}

function connect({ webContents }: BrowserWindow): ContractRouterClient<Contract> {
  const { port1, port2 } = new MessageChannel();
  webContents.ipc.emit('hpki:connect', { senderFrame: webContents.mainFrame, ports: [new MessagePortMain(port2)] });
  port1.start();
  return createORPCClient(new RPCLink({ port: port1 }));
}

async function typePin({ page, webContents }: BrowserWindow): Promise<number> {
  const bearer = /data-bearer="([\w-]+)"/.exec(page)![1]!;
  const assets = await Promise.all(['form.css', 'form.js', 'tokens.css'].map((name) => webContents.session.fetch(`pin://entry/${name}`)));
  if (assets.some(({ status }) => status !== 200)) throw new Error('the PIN page lacks a file');
  const init = { method: 'POST', headers: { Authorization: `Bearer ${bearer}` }, body: DEMONSTRATION_PIN };
  return (await webContents.session.fetch('pin://entry/answer', init)).status;
}

const window = await shown(0);
const screens = window.page.includes('<div id="root">');
const desk = connect(window);
const { shell, version } = await desk.application.info();

await desk.demonstration.insert();
for await (const { readers } of await desk.cards.watch())
  if (readers.some(({ name, state }) => name === DEMONSTRATION_READER && state === 'hpki')) break;

const [pdf, prescription] = await desk.demonstration.samples();
await desk.documents.content({ id: pdf!.id });
await desk.documents.prescription({ id: prescription!.id });
const documents = [pdf!.id, prescription!.id];
const order = {
  documents,
  reader: DEMONSTRATION_READER,
  certificate: null,
  format: null,
  level: 'B',
  stamp: true,
  acceptUnknownRevocation: false,
} as const;
const progress = await desk.signing.sign(order);
const typed = shown(1).then(typePin);
const entries: RegisterEntry[] = [];
for await (const { items, failure } of progress) {
  if (failure) throw new Error(failure.code);
  entries.push(...items.flatMap(({ entry }) => entry ?? []));
}
const reports = await Promise.all(entries.map(({ id }) => desk.verification.signed({ id })));
const { intact } = await desk.audit.verify();

window.destroy();
const status = await app.exited;
const { version: koffi } = (await import(pathToFileURL(join(program, 'node_modules/koffi/index.js')).href)) as { version: string };
const verified = reports.map(({ format, conclusion }) => `${format} ${conclusion}`);
console.log(JSON.stringify({ shell, version, screens, pin: await typed, verified, intact, status, koffi }));
process.exit(0);
