import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VirtualCard } from '../../../card/virtual/virtual-card.ts';
import { serveVpcd } from '../../../card/virtual/vpcd.ts';
import { VpcdFrames } from '../../../card/virtual/vpcd-frames.ts';
import { hex, hexOf, plainCard, SELECT_SIGNATURE } from '../../support/virtual-cards.ts';

it('frames survive any segmentation', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (messages, cuts) => {
      const stream = Buffer.concat(messages.map((message) => VpcdFrames.encode(message)));
      const frames = new VpcdFrames();
      const received: Buffer[] = [];
      for (let at = 0, cut = 0; at < stream.length; cut++) {
        const end = at + (cuts[cut % cuts.length] as number);
        received.push(...frames.push(stream.subarray(at, end)));
        at = end;
      }
      expect(received.map(hexOf)).toEqual(messages.map(hexOf));
    }),
  );
});

describe('a card in the reader', () => {
  let server: Server;
  let port: number;
  const stop = () => new AbortController();
  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => server.close());

  /** The reader's side of one connection. */
  async function reader(card: VirtualCard, signal: AbortSignal) {
    const served = serveVpcd(card, { host: '127.0.0.1', port, signal });
    const [socket] = (await once(server, 'connection')) as [Socket];
    const frames = new VpcdFrames();
    const ask = async (message: string): Promise<string> => {
      socket.write(VpcdFrames.encode(hex(message)));
      for (;;) {
        const [chunk] = (await once(socket, 'data')) as [Buffer];
        const [answer] = frames.push(chunk);
        if (answer) return hexOf(answer);
      }
    };
    const tell = (message: string) => socket.write(VpcdFrames.encode(hex(message)));
    return { served, socket, ask, tell };
  }

  it('tells its ATR, answers commands, and forgets at power off and reset', async () => {
    const pull = stop();
    const { served, ask, tell } = await reader(plainCard(), pull.signal);
    tell('01');
    expect(await ask('04')).toBe('3bf41300008131fe45004e0000a2');
    for (const control of ['00', '02']) {
      expect([await ask(hexOf(SELECT_SIGNATURE)), await ask('00200088')]).toEqual(['6f128410e828bd080fa0000003910000000000019000', '63cf']);
      tell(control);
      expect(await ask('00200088')).toBe('6a88');
    }
    pull.abort();
    expect(await served).toBe('stopped');
  });

  it('goes into the reader again after the service was away', async () => {
    const pull = stop();
    const { served, socket } = await reader(plainCard(), pull.signal);
    socket.destroy();
    const [again] = (await once(server, 'connection')) as [Socket];
    again.write(VpcdFrames.encode(hex('04')));
    expect(hexOf(((await once(again, 'data')) as [Buffer])[0])).toBe('000e3bf41300008131fe45004e0000a2');
    pull.abort();
    await served;
  });

  it('is gone after a removal fault', async () => {
    const card = plainCard({}, { faults: [{ command: '00a4', effect: { kind: 'removal' } }] });
    const { served, socket, tell } = await reader(card, stop().signal);
    const closed = once(socket, 'close');
    socket.resume();
    tell(hexOf(SELECT_SIGNATURE));
    await closed;
    expect(await served).toBe('removed');
  });
});
