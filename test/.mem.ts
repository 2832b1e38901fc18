import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { send } from './main/support/http.ts';
import { startDesk } from './support/desk-process.ts';
const PIN = String.fromCharCode(...'R{8yL:xQn3Ms5Uw'.split('').map((c) => c.charCodeAt(0) - 1)); 
await using desk = await startDesk('/tmp/atk/desk2');
const origin = new URL(desk.address).origin;
const page = await send(desk.address);
const bearer = /data-bearer="([\w-]+)"/.exec(page.body)![1]!;
const headers = { Origin: origin, Cookie: page.headers['set-cookie']![0]!.split(';')[0]!, Authorization: `Bearer ${bearer}` };
const client: any = createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers }));
await client.demonstration.insert();
for await (const { readers } of await client.cards.watch()) if (readers[0]?.state === 'hpki') break;
const doc = await client.documents.open({ file: new File(['hello'], 'a.txt') });
const reader = 'Demonstration reader';
let n = 0;
const scan = (what: string) => { console.log('==', what); console.log(execFileSync('python3', ['/tmp/atk/memscan.py', String(desk.process.pid), PIN]).toString()); };
for await (const p of await client.signing.sign({ documents: [doc.id], reader, format: null, level: 'B', stamp: false, acceptUnknownRevocation: true })) {
  console.log(p.state, p.pinPage?.slice(0, 30), p.failure);
  if (p.state === 'awaiting-pin' && p.pinPage) {
    const entry = await send(p.pinPage.replace('localhost', '127.0.0.1'), { headers: { Host: new URL(p.pinPage).host } });
    const b = /data-bearer="([\w-]+)"/.exec(entry.body)![1]!;
    const port = new URL(p.pinPage).port;
    n++;
    if (n === 1) {
      const r = await send(`http://127.0.0.1:${port}/answer`, { method: 'POST', headers: { Host: `localhost:${port}`, Origin: `http://localhost:${port}`, Authorization: `Bearer ${b}` }, body: PIN });
      console.log(r.status);
    } else { scan('after refusal'); await client.signing.cancel({ job: p.job }); }
  }
}
scan('after cancel');
