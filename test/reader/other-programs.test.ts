import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { PcscReaderService } from '../../card/transports/pcsc/pcsc-reader-service.ts';
import { describeWithPcscd, startPcscd, type TestPcscd, type VpcdSlot } from '../support/pcscd.ts';
import { until } from '../support/readers.ts';
import { hexOf, plainCard, SELECT_SIGNATURE } from '../support/virtual-cards.ts';
import { type InsertedCard, insertInto } from '../support/virtual-reader.ts';

const run = promisify(execFile);
const spaced = (bytes: Uint8Array): string => hexOf(bytes).replaceAll(/..(?=.)/g, '$&:');

describeWithPcscd('other programs and the virtual card', () => {
  let pcscd: TestPcscd;
  let service: PcscReaderService;
  let slot: VpcdSlot;
  let card: InsertedCard;
  beforeAll(async () => {
    pcscd = await startPcscd();
    slot = pcscd.slots[0] as VpcdSlot;
    service = new PcscReaderService();
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await pcscd[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    card = insertInto(slot, plainCard());
    await until(service, ({ readers }) => readers.some(({ card }) => card));
  });
  afterEach(async () => {
    await card.pull();
    await until(service, ({ readers }) => readers.every(({ card }) => !card));
  });

  /** scriptor holds a shared connection for as long as it is asked for commands. */
  const holdShared = async (): Promise<ChildProcess> => {
    const program = spawn('scriptor', ['-r', slot.reader, '-p', 'T=1'], { stdio: ['pipe', 'pipe', 'ignore'] });
    await once(program.stdout as NodeJS.ReadableStream, 'data');
    return program;
  };

  it('opensc-tool shows its ATR', async () => {
    const { stdout } = await run('opensc-tool', ['--reader', slot.reader, '--atr']);
    expect(stdout.trim()).toBe('3b:f4:13:00:00:81:31:fe:45:00:4e:00:00:a2');
  });

  it('opensc-tool selects the signature application', async () => {
    const { stdout } = await run('opensc-tool', ['--reader', slot.reader, '--card-driver', 'default', '--send-apdu', spaced(SELECT_SIGNATURE)]);
    expect(stdout).toContain('Received (SW1=0x90, SW2=0x00)');
    expect(stdout).toContain('6F 12 84 10 E8 28 BD 08 0F A0 00 00 03 91 00 00');
  });

  it('pcsc_scan sees it like any card', async () => {
    const program = spawn('pcsc_scan', ['-n'], { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    for await (const chunk of program.stdout) {
      output += chunk;
      if (output.includes('ATR: 3B F4 13 00 00 81 31 FE 45 00 4E 00 00 A2')) break;
    }
    program.kill();
    expect(output).toContain('Card inserted');
  });

  it('a card that another program holds is refused at once, and told free when it is', async () => {
    const other = await holdShared();
    await expect(service.open(slot.reader)).rejects.toMatchObject({
      code: 'READER_BUSY_ELSEWHERE',
      detail: { reader: slot.reader, system: '0x8010000b', note: 'SCARD_E_SHARING_VIOLATION' },
    });
    other.stdin?.end();
    await once(other, 'exit');
    await until(service, ({ readers }) => readers.every(({ busy }) => !busy));
    await using session = await service.open(slot.reader);
    expect(hexOf(await session.transmit(SELECT_SIGNATURE)).slice(-4)).toBe('9000');
  });

  it('a card that we hold is refused to another program', async () => {
    await using _session = await service.open(slot.reader);
    await expect(run('opensc-tool', ['--reader', slot.reader, '--atr'])).rejects.toMatchObject({
      stderr: expect.stringContaining('in use by another application'),
    });
  });

  it('what another program verified is gone after our reset', async () => {
    const session = await service.open(slot.reader);
    await session.close('reset');
    const other = await holdShared();
    let output = '';
    other.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    other.stdin?.end('00 20 00 88\n');
    await once(other, 'close');
    expect(output).toContain('6A 88');
  });
}, ['opensc-tool', 'pcsc_scan', 'scriptor']);
