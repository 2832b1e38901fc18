import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PcscReaderService } from '../../../../card/transports/pcsc/pcsc-reader-service.ts';
import { type PcscPlatform, PLATFORMS } from '../../../../card/transports/pcsc/platform.ts';
import { FakePcsc } from '../../../support/fake-pcsc.ts';
import { aborted, until } from '../../../support/readers.ts';
import { SELECT_SIGNATURE } from '../../../support/virtual-cards.ts';

const linux = PLATFORMS.linux as PcscPlatform;
const macos = PLATFORMS.darwin as PcscPlatform;
const EXCLUSIVE = 0x80;
const IN_USE = 0x100;
const never = (): Promise<void> => new Promise(() => {});

let pcsc: FakePcsc;
let service: PcscReaderService;
const serviceOn = (platform: PcscPlatform) => new PcscReaderService(platform, async () => pcsc.native);
beforeEach(() => {
  pcsc = new FakePcsc();
  pcsc.readers.set('R', { card: true, counter: 1, sharing: 0 });
  service = serviceOn(linux);
});
afterEach(() => service[Symbol.asyncDispose]());

describe('a card that another program holds', () => {
  it.each([
    ['exclusively', EXCLUSIVE],
    ['shared', IN_USE],
  ])('%s: refused without asking the service for it, and told as busy', async (_name, sharing) => {
    pcsc.readers.set('R', { card: true, counter: 1, sharing });
    pcsc.connect = never;
    await expect(service.open('R')).rejects.toMatchObject({ code: 'READER_BUSY_ELSEWHERE' });
    expect((await service.snapshot()).readers).toMatchObject([{ name: 'R', busy: true }]);
  });

  it('that takes it in between: the wait is limited, and a connection that comes late is let go', async () => {
    const connection = Promise.withResolvers<void>();
    pcsc.connect = () => connection.promise;
    await service.snapshot();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const opening = expect(service.open('R')).rejects.toMatchObject({ code: 'READER_BUSY_ELSEWHERE' });
    await vi.advanceTimersByTimeAsync(3000);
    await opening;
    const again = expect(service.open('R')).rejects.toMatchObject({ code: 'READER_BUSY_ELSEWHERE' });
    await vi.advanceTimersByTimeAsync(10_000);
    await again;
    vi.useRealTimers();
    connection.resolve();
    await until(service, ({ readers }) => readers[0]?.busy === false);
    expect(pcsc.disconnected).toEqual([1]);
    await (await service.open('R')).close('leave');
  });
});

it('gives an opening up with its caller', async () => {
  const connection = Promise.withResolvers<void>();
  pcsc.connect = () => connection.promise;
  const giveUp = new AbortController();
  const opening = service.open('R', { signal: giveUp.signal });
  await service.snapshot();
  giveUp.abort();
  await expect(opening).rejects.toMatchObject({ code: 'OPERATION_ABORTED' });
  connection.resolve();
});

it('ends a session when its card is gone and another has come before anybody looked', async () => {
  const session = await service.open('R');
  pcsc.readers.set('R', { card: true, counter: 3, sharing: EXCLUSIVE });
  pcsc.changed();
  expect(await aborted(session.gone)).toMatchObject({ code: 'CARD_REMOVED' });
});

it('ends a session whose reader is unplugged', async () => {
  const session = await service.open('R');
  pcsc.readers.delete('R');
  pcsc.changed();
  expect(await aborted(session.gone)).toMatchObject({ code: 'READER_VANISHED' });
});

it('a removal while a command is pending ends it at once', async () => {
  const exchange = Promise.withResolvers<number>();
  pcsc.native.transmit = () => exchange.promise;
  const session = await service.open('R');
  const answer = session.transmit(SELECT_SIGNATURE);
  pcsc.readers.set('R', { card: false, counter: 2, sharing: 0 });
  pcsc.changed();
  await expect(answer).rejects.toMatchObject({ code: 'CARD_REMOVED' });
  exchange.resolve(0);
});

describe('where the system has no pseudo-reader', () => {
  it.each([
    ['beside another', true],
    ['as the first', false],
  ])('a new reader is found by listing again: %s', async (_name, others) => {
    if (!others) pcsc.readers.clear();
    await using rescanning = serviceOn({ ...macos, arrival: { rescanMs: 5 } });
    await rescanning.snapshot();
    pcsc.readers.set('S', { card: true, counter: 0, sharing: 0 });
    const { readers } = await until(rescanning, (snapshot) => snapshot.readers.some(({ name }) => name === 'S'));
    expect(readers.map(({ name }) => name)).toEqual(others ? ['R', 'S'] : ['S']);
  });
});

it('finds a reader that came between the list and the wait', async () => {
  const { establishContext } = pcsc.native;
  let contexts = 0;
  pcsc.native.establishContext = async () => {
    if (++contexts === 2) pcsc.readers.set('S', { card: false, counter: 0, sharing: 0 });
    return establishContext();
  };
  const { readers } = await until(service, (snapshot) => snapshot.readers.length === 2);
  expect(readers.map(({ name }) => name)).toEqual(['R', 'S']);
});

it('watches as many readers as the system can, without the pseudo-reader', async () => {
  for (let index = 1; index < linux.watchable; index++) pcsc.readers.set(`R${index}`, { card: false, counter: 0, sharing: 0 });
  expect((await service.snapshot()).readers).toHaveLength(16);
  pcsc.readers.set('R15', { card: true, counter: 1, sharing: 0 });
  pcsc.changed();
  const { readers } = await until(service, (snapshot) => snapshot.readers.filter(({ card }) => card).length === 2);
  expect(readers.at(-1)).toMatchObject({ name: 'R15', card: true });
});
