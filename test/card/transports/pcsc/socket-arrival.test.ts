import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, it } from 'vitest';
import { SocketArrival } from '../../../../card/transports/pcsc/socket-arrival.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let run: string;
let socket: string;
beforeEach(async () => {
  run = await temporaryFolder();
  socket = join(run, 'pcscd', 'pcscd.comm');
});

const never = new AbortController().signal;

it.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
  ['the folder appears', async () => {}, () => mkdir(join(run, 'pcscd'))],
  ['the socket appears', () => mkdir(join(run, 'pcscd')), () => writeFile(socket, '')],
  ['a socket left behind is made anew', () => mkdir(join(run, 'pcscd')).then(() => writeFile(socket, '')), () => rm(socket)],
  ['the socket gets its rights', () => mkdir(join(run, 'pcscd')).then(() => writeFile(socket, '')), () => chmod(socket, 0o666)],
])('notices that %s', async (_name, before, event) => {
  await before();
  using arrival = new SocketArrival(socket);
  await event();
  await arrival.next(never);
});

it('notices what happened between its creation and the question', async () => {
  using arrival = new SocketArrival(socket);
  await mkdir(join(run, 'pcscd'));
  await mkdir(join(run, 'other'));
  await arrival.next(never);
  await arrival.next(never);
});

it('ends with its signal', async () => {
  using arrival = new SocketArrival(socket);
  const stop = new AbortController();
  const next = arrival.next(stop.signal);
  stop.abort();
  await next;
  await arrival.next(AbortSignal.abort());
});

it('looks at the nearest folder there is', async () => {
  using arrival = new SocketArrival(join(run, 'a', 'b', 'c', 'socket'));
  await mkdir(join(run, 'a'));
  await arrival.next(never);
});
