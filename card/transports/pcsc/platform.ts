/** How the PC/SC interface is spelled on one platform. Names and meanings are the same everywhere, sizes and packing are not. */
export interface PcscPlatform {
  readonly library: string;
  /** koffi types of DWORD, LONG, and SCARDCONTEXT and SCARDHANDLE. */
  readonly dword: 'ulong' | 'uint32';
  readonly long: 'long' | 'int32';
  readonly handle: 'long' | 'int32' | 'uintptr';
  /** koffi type of text, its encoding in buffers, and the suffix of the functions that take it. */
  readonly text: 'str' | 'str16';
  readonly encoding: 'utf8' | 'utf16le';
  readonly suffix: '' | 'W';
  /** SCARD_READERSTATE: length of `rgbAtr`, and whether members follow each other without padding. */
  readonly atrCapacity: 33 | 36;
  readonly packed: boolean;
  /** SCARD_CTL_CODE. */
  readonly controlCode: (code: number) => number;
  /** Elements that one SCardGetStatusChange takes. */
  readonly watchable: number;
  /** How a new reader is noticed: by the pseudo-reader, or, where the system has none, by listing again after so many milliseconds. */
  readonly arrival: 'notification' | { readonly rescanMs: number };
}

const linux: PcscPlatform = {
  library: 'libpcsclite.so.1',
  dword: 'ulong',
  long: 'long',
  handle: 'long',
  text: 'str',
  encoding: 'utf8',
  suffix: '',
  atrCapacity: 33,
  packed: false,
  controlCode: (code) => 0x42000000 + code,
  watchable: 16,
  arrival: 'notification',
};

const windows: PcscPlatform = {
  library: 'winscard.dll',
  dword: 'uint32',
  long: 'int32',
  handle: 'uintptr',
  text: 'str16',
  encoding: 'utf16le',
  suffix: 'W',
  atrCapacity: 36,
  packed: false,
  controlCode: (code) => (0x31 << 16) | (code << 2),
  watchable: 64,
  arrival: 'notification',
};

/** Apple's framework knows neither the pseudo-reader nor event counters; cards are still reported by events, only readers are listed again. */
const macos: PcscPlatform = {
  library: '/System/Library/Frameworks/PCSC.framework/PCSC',
  dword: 'uint32',
  long: 'int32',
  handle: 'int32',
  text: 'str',
  encoding: 'utf8',
  suffix: '',
  atrCapacity: 33,
  packed: true,
  controlCode: (code) => 0x42000000 + code,
  watchable: 16,
  arrival: { rescanMs: 1000 },
};

/** `null` where the system has no PC/SC of its own. */
export const PLATFORMS: Readonly<Partial<Record<NodeJS.Platform, PcscPlatform>>> = { linux, win32: windows, darwin: macos };
