import { it, expect } from 'vitest';
import { PcscReaderService } from '../../card/transports/pcsc/pcsc-reader-service.ts';
import { describeWithPcscd, startPcscd } from '../support/pcscd.ts';
import { serveVpcd } from '../../card/virtual/vpcd.ts';
import { plainCard, SELECT_SIGNATURE, hexOf } from '../support/virtual-cards.ts';
const log=(...a:unknown[])=>console.log(performance.now().toFixed(0),...a);
describeWithPcscd('scratch', () => {
  it('x', async () => {
    await using service = new PcscReaderService();
    log(await service.snapshot());
    await using pcscd = await startPcscd(4);
    log('started');
    const stop = new AbortController();
    const watching = (async () => { for await (const s of service.watch(stop.signal)) log('snap', s.service, JSON.stringify(s.readers.map(r=>[r.name,r.card,r.insertion,r.busy]))); })();
    const pull = new AbortController();
    const slot = pcscd.slots[0]!;
    const served = serveVpcd(plainCard(), { port: slot.port, signal: pull.signal, onChange: (a)=>log('attached',a) });
    for await (const s of service.watch(stop.signal)) if (s.readers.some(r=>r.card)) break;
    log('card there');
    {
    const session = await service.open(slot.reader);
    log(session.protocol, session.maxApduLength, hexOf(session.atr), session.insertion);
    log(hexOf(await session.transmit(SELECT_SIGNATURE)));
    const r = await session.transaction('reset', async () => { const t=performance.now(); const a = await session.transmit(SELECT_SIGNATURE); log('apdu ms', performance.now()-t); return hexOf(a); });
    log(r);
    log(hexOf(await session.transmit(SELECT_SIGNATURE)));
    await session.close('reset');
    log('closed');
    }
    const s2 = await service.open(slot.reader);
    pull.abort();
    log('pulled');
    await served;
    log(await s2.transmit(SELECT_SIGNATURE).catch(e=>e));
    await s2.close('leave');
    await pcscd.kill(); log('killed');
    for await (const s of service.watch(stop.signal)) if (s.service==='absent') break;
    await pcscd.start(); log('started');
    for await (const s of service.watch(stop.signal)) if (s.service==='running') break;
    stop.abort();
    await watching;
    console.log((await pcscd.log()).split('\n').slice(-60).join('\n'));
  });
});
