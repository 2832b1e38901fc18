import { os, type RouterClient } from '@orpc/server';
import type { IpcMainEvent, WebContents as ElectronWebContents } from 'electron';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isOurs, serveContract } from '../../../../main/shell/electron/bridge.ts';
import { connectDesk } from '../../../../renderer/client/desk.ts';
import { type Frame, ipcRenderer, Session, WebContents } from '../../../support/electron.ts';

vi.mock('electron', () => import('../../../support/electron.ts'));
afterAll(() => vi.unstubAllGlobals());

const OUR_FRAME: Frame = { origin: 'app://desk', parent: null };

describe('the sender of a message', () => {
  it.each<[string, Frame | null, boolean]>([
    ['our main frame', OUR_FRAME, true],
    ['a frame inside our page', { origin: 'app://desk', parent: OUR_FRAME }, false],
    ['the PIN page', { origin: 'pin://entry', parent: null }, false],
    ['another host of our scheme', { origin: 'app://other', parent: null }, false],
    ['a file', { origin: 'file://', parent: null }, false],
    ['a sandboxed or data page', { origin: 'null', parent: null }, false],
    ['a web site', { origin: 'https://app.desk', parent: null }, false],
    ['a frame that is gone', null, false],
  ])('%s', (_who, senderFrame, ours) => {
    expect(isOurs({ senderFrame } as unknown as Pick<IpcMainEvent, 'senderFrame'>)).toBe(ours);
  });
});

/** The page of the screens, as far as the bridge needs it. */
const page = Object.assign(new EventTarget(), {
  postMessage(data: unknown, origin: string, ports: MessagePort[]) {
    page.dispatchEvent(Object.assign(new Event('message'), { data, origin, ports, source: page }));
  },
});

/** A window that shows a page with our preload. */
function openWindow(frame: Frame = OUR_FRAME) {
  const contents = new WebContents(new Session());
  contents.mainFrame = frame;
  ipcRenderer.contents = contents;
  return contents as WebContents & ElectronWebContents;
}

beforeAll(async () => {
  vi.stubGlobal('window', page);
  vi.stubGlobal('location', { protocol: 'app:', origin: 'app://desk' });
  await import('../../../../main/shell/electron/preload.ts');
});

const FILE = new File(['1,2'], '処方箋.csv', { type: 'text/csv' });
const router = {
  application: { info: os.handler(() => ({ version: '1' })) },
  documents: { content: os.handler(() => FILE) },
  cards: {
    watch: os.handler(async function* () {
      yield 1;
      yield 2;
    }),
  },
};

describe('the screens', () => {
  it('reach the contract: values, files and streams', async () => {
    serveContract(openWindow(), router);
    const desk = connectDesk() as unknown as RouterClient<typeof router>;
    expect(await desk.application.info()).toEqual({ version: '1' });
    const file: File = await desk.documents.content();
    expect([file.name, file.type, await file.text()]).toEqual(['処方箋.csv', 'text/csv', '1,2']);
    const seen: number[] = [];
    for await (const value of await desk.cards.watch()) seen.push(value);
    expect(seen).toEqual([1, 2]);
  });

  it('get nothing when their window shows another page', async () => {
    serveContract(openWindow({ origin: 'https://example.com', parent: null }), router);
    const { port1, port2 } = new MessageChannel();
    const closed = new Promise((resolve) => port1.addEventListener('close', resolve));
    page.postMessage('hpki:connect', 'app://desk', [port2]);
    await closed;
  });

  it.each([
    ['of another origin', { origin: 'https://example.com' }],
    ['from another window', { source: new EventTarget() }],
    ['of another kind', { data: 'hpki:other' }],
    ['without a port', { ports: [] }],
  ])('a message %s does not pass the preload', (_what, change) => {
    const arrived = vi.fn();
    openWindow().ipc.on('hpki:connect', arrived);
    const right = { data: 'hpki:connect', origin: 'app://desk', ports: [new MessageChannel().port2], source: page };
    page.dispatchEvent(Object.assign(new Event('message'), right, change));
    expect(arrived).not.toHaveBeenCalled();
    page.dispatchEvent(Object.assign(new Event('message'), right));
    expect(arrived).toHaveBeenCalledOnce();
  });
});
