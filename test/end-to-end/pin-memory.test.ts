import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCLink } from '@orpc/client/fetch';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Contract } from '../../main/api/contract.ts';
import { send } from '../main/support/http.ts';
import { type DeskProcess, startDesk } from '../support/desk-process.ts';
import { describeWithProc } from '../support/needs.ts';
import { copiesInMemory } from '../support/process-memory.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** No PIN of any card, and nothing that stands in memory by chance. */
const PIN = Buffer.from('Qz7xK9wPm2Lr4Tv');
const READER = 'Demonstration reader';

let desk: DeskProcess;
let client: ContractRouterClient<Contract>;
beforeAll(async () => {
  desk = await startDesk(await temporaryFolder());
  const { origin } = new URL(desk.address);
  const page = await send(desk.address);
  const bearer = /data-bearer="([\w-]+)"/.exec(page.body)![1]!;
  const headers = { Origin: origin, Cookie: page.headers['set-cookie']![0]!.split(';')[0]!, Authorization: `Bearer ${bearer}` };
  client = createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers }));
  await client.demonstration.insert();
  for await (const { readers } of await client.cards.watch()) if (readers[0]?.state === 'hpki') break;
});
afterAll(() => desk[Symbol.asyncDispose]());

/** Posts what the page of an entry posts, as a browser does. */
async function type(page: string, pin: Uint8Array): Promise<number> {
  const { origin, host, port } = new URL(page);
  const loopback = `http://127.0.0.1:${port}`;
  const form = await send(page.replace(origin, loopback), { headers: { Host: host } });
  const bearer = /data-bearer="([\w-]+)"/.exec(form.body)![1]!;
  const headers = { Host: host, Origin: origin, Authorization: `Bearer ${bearer}` };
  return (await send(`${loopback}/answer`, { method: 'POST', headers, body: pin })).status;
}

describeWithProc('the memory of the program', () => {
  it('holds no copy of a PIN that was typed and refused, in no buffer and no string', async () => {
    const document = await client.documents.open({ file: new File(['hello'], 'letter.txt') });
    const order = {
      documents: [document.id],
      reader: READER,
      certificate: null,
      format: null,
      level: 'B' as const,
      stamp: false,
      acceptUnknownRevocation: true,
    };
    const copies: Record<string, number>[] = [];
    for await (const { job, state, pinPage, triesLeft } of await client.signing.sign(order)) {
      if (state !== 'awaiting-pin' || !pinPage) continue;
      if (triesLeft === 15) expect(await type(pinPage, PIN)).toBe(204);
      else {
        const forms = { bytes: PIN, utf16: Buffer.from(PIN.toString(), 'utf16le'), hexadecimal: Buffer.from(PIN.toString('hex')) };
        copies.push(Object.fromEntries(Object.entries(forms).map(([form, bytes]) => [form, copiesInMemory(desk.process.pid!, bytes)])));
        await client.signing.cancel({ job });
      }
    }
    expect(copies).toEqual([{ bytes: 0, utf16: 0, hexadecimal: 0 }]);
  });

  it('shows what it does hold', () => {
    expect(copiesInMemory(desk.process.pid!, Buffer.from(READER))).toBeGreaterThan(0);
  });
});
