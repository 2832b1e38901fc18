import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { ReaderSnapshot } from '../../card/reader.ts';
import { PcscReaderService } from '../../card/transports/pcsc/pcsc-reader-service.ts';
import { describeWithPcscd, startPcscd, type VpcdSlot } from '../support/pcscd.ts';
import { aborted, until } from '../support/readers.ts';
import { hexOf, plainCard, SELECT_SIGNATURE } from '../support/virtual-cards.ts';
import { insertInto } from '../support/virtual-reader.ts';

const isRunning = ({ service }: ReaderSnapshot) => service === 'running';
const isAbsent = ({ service }: ReaderSnapshot) => service === 'absent';
const hasCard = ({ readers }: ReaderSnapshot) => readers.some(({ card }) => card);

describeWithPcscd('the smart-card service itself', () => {
  it.each(['kill', 'stop'] as const)('is missed when it ends (%s), and noticed when it returns', async (end) => {
    await using pcscd = await startPcscd(4);
    await using service = new PcscReaderService();
    const slot = pcscd.slots[0] as VpcdSlot;
    await using _card = insertInto(slot, plainCard());
    await until(service, hasCard);
    const session = await service.open(slot.reader);

    await pcscd[end]();
    expect(await aborted(session.gone)).toMatchObject({ code: 'PCSC_SERVICE_ABSENT' });
    await expect(session.transmit(SELECT_SIGNATURE)).rejects.toMatchObject({ code: 'PCSC_SERVICE_ABSENT' });
    expect(await until(service, isAbsent)).toEqual({ service: 'absent', readers: [] });
    await expect(service.open(slot.reader)).rejects.toMatchObject({ code: 'PCSC_SERVICE_ABSENT' });

    await pcscd.start();
    await until(service, hasCard);
    await using again = await service.open(slot.reader);
    expect([again.insertion === session.insertion, hexOf(await again.transmit(SELECT_SIGNATURE)).slice(-4)]).toEqual([false, '9000']);
  });

  it('may die in the middle of a command', async () => {
    await using pcscd = await startPcscd();
    await using service = new PcscReaderService();
    const slot = pcscd.slots[0] as VpcdSlot;
    await using _card = insertInto(slot, plainCard({}, { faults: [{ command: '00a4', effect: { kind: 'delay', milliseconds: 500 } }] }));
    await until(service, hasCard);
    await using session = await service.open(slot.reader);
    const answer = session.transmit(SELECT_SIGNATURE);
    await Promise.all([pcscd.kill(), expect(answer).rejects.toMatchObject({ code: 'PCSC_SERVICE_ABSENT' })]);
  });

  it('is noticed by a service that was made before it', async () => {
    await using pcscd = await startPcscd();
    await pcscd.stop();
    await using service = new PcscReaderService();
    expect(await service.snapshot()).toEqual({ service: 'absent', readers: [] });
    const noticed = until(service, isRunning);
    await pcscd.start();
    expect((await noticed).readers).toHaveLength(pcscd.slots.length);
  });

  it('does not keep a process from exiting', async () => {
    await using _pcscd = await startPcscd();
    const module = resolve(import.meta.dirname, '../../card/transports/pcsc/pcsc-reader-service.ts');
    const program = `const { PcscReaderService } = await import(${JSON.stringify(module)});
      const { readers } = await new PcscReaderService().snapshot();
      process.exit(readers.length);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit' });
    expect(await once(child, 'exit')).toEqual([2, null]);
  });
});
