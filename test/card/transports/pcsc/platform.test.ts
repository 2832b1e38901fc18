import koffi from 'koffi';
import { expect, it } from 'vitest';
import { PcscReaderService } from '../../../../card/transports/pcsc/pcsc-reader-service.ts';
import { type PcscPlatform, PLATFORMS } from '../../../../card/transports/pcsc/platform.ts';

/** SCARD_READERSTATE on a 64-bit machine, as the headers of each system lay it out. */
it.each([
  ['linux', 80, { dwCurrentState: 16, dwEventState: 24, cbAtr: 32, rgbAtr: 40 }],
  ['win32', 64, { dwCurrentState: 16, dwEventState: 20, cbAtr: 24, rgbAtr: 28 }],
  ['darwin', 61, { dwCurrentState: 16, dwEventState: 20, cbAtr: 24, rgbAtr: 28 }],
] as const)('%s lays out the reader state as its headers do', (name, size, offsets) => {
  const platform = PLATFORMS[name] as PcscPlatform;
  const dword = platform.dword === 'ulong' && process.platform === 'win32' ? 'uint64' : platform.dword;
  const state = (platform.packed ? koffi.pack : koffi.struct)({
    szReader: platform.text,
    pvUserData: 'void *',
    dwCurrentState: dword,
    dwEventState: dword,
    cbAtr: dword,
    rgbAtr: koffi.array('uint8', platform.atrCapacity),
  });
  const found = Object.fromEntries(Object.keys(offsets).map((member) => [member, koffi.offsetof(state, member)]));
  expect([koffi.sizeof(state), found]).toEqual([size, offsets]);
});

it.each([
  ['a library that is not installed', { ...(PLATFORMS.linux as PcscPlatform), library: 'libpcsc-of-nobody.so' }],
  ['a system without PC/SC', null],
])('says so on %s', async (_name, platform) => {
  await using service = new PcscReaderService(platform);
  expect(await service.snapshot()).toEqual({ service: 'library-missing', readers: [] });
  await expect(service.open('R')).rejects.toMatchObject({ code: 'PCSC_LIBRARY_MISSING' });
});
