import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { PcscReaderService } from '../../card/transports/pcsc/pcsc-reader-service.ts';
import { describeWithPcscd, startPcscd, type TestPcscd, type VpcdSlot } from '../support/pcscd.ts';
import { until } from '../support/readers.ts';
import { hex, hexOf, plainCard, SELECT_SIGNATURE } from '../support/virtual-cards.ts';
import { type InsertedCard, insertInto } from '../support/virtual-reader.ts';

const run = promisify(execFile);
const spaced = (bytes: Uint8Array): string => hexOf(bytes).replaceAll(/..(?=.)/g, '$&:');

/** Another program, that holds a shared connection and a transaction until its input ends. */
const HOLD = `$| = 1;
  my $card = Chipcard::PCSC::Card->new(Chipcard::PCSC->new, $ARGV[0], $Chipcard::PCSC::SCARD_SHARE_SHARED, $Chipcard::PCSC::SCARD_PROTOCOL_T1);
  die $Chipcard::PCSC::errno unless $card and $card->BeginTransaction;
  print "held\n";
  <STDIN>;`;

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

  const started: ChildProcess[] = [];
  const holdShared = async (): Promise<ChildProcess> => {
    const program = spawn('perl', ['-MChipcard::PCSC', '-MChipcard::PCSC::Card', '-e', HOLD, slot.reader], { stdio: ['pipe', 'pipe', 'inherit'] });
    started.push(program);
    await once(program.stdout as NodeJS.ReadableStream, 'data');
    return program;
  };
  afterEach(() => {
    for (const program of started.splice(0)) program.kill();
  });

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
      detail: { reader: slot.reader, note: 'in use by another program' },
    });
    other.stdin?.end();
    await once(other, 'exit');
    await until(service, ({ readers }) => readers.every(({ busy }) => !busy));
    await using session = await service.open(slot.reader);
    expect(hexOf(await session.transmit(SELECT_SIGNATURE)).slice(-4)).toBe('9000');
  });

  it('a card that we hold is refused to another program', async () => {
    await using _session = await service.open(slot.reader);
    const other = run('opensc-tool', ['--reader', slot.reader, '--card-driver', 'default', '--send-apdu', '00:20:00:88']);
    await expect(other).rejects.toMatchObject({ stderr: expect.stringContaining('Reader in use by another application') });
  });

  it.each([
    ['reset', 'SW1=0x6A, SW2=0x88'],
    ['leave', 'SW1=0x90, SW2=0x00'],
  ] as const)('another program finds the PIN we verified as our transaction left it: %s', async (end, answer) => {
    const session = await service.open(slot.reader);
    await session.transaction(end, async () => {
      for (const command of [SELECT_SIGNATURE, hex('0020008804 31323334')]) await session.transmit(command, { secret: true });
    });
    await session.close('leave');
    const { stdout } = await run('opensc-tool', ['--reader', slot.reader, '--card-driver', 'default', '--send-apdu', '00:20:00:88']);
    expect(stdout).toContain(answer);
  });
}, ['opensc-tool', 'pcsc_scan']);
