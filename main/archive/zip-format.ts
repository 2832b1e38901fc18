/** Records of a ZIP archive (PKWARE APPNOTE 6.3.10), without encryption, without several volumes, without ZIP64. */
export const LOCAL = { signature: 0x04_03_4b_50, length: 30 } as const;
export const CENTRAL = { signature: 0x02_01_4b_50, length: 46 } as const;
export const END = { signature: 0x06_05_4b_50, length: 22, longestComment: 0xff_ff } as const;

export const STORED = 0;
export const DEFLATED = 8;

/** Bits of the general purpose flag. */
export const ENCRYPTED = 1;
export const UTF8 = 1 << 11;

/** Where a size of 32 bits stands for one that only ZIP64 has. */
export const ZIP64 = 0xff_ff_ff_ff;
