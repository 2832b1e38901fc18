import { fromHex } from '../../card/bytes.ts';

const text = (value: string): string => Buffer.from(value).toString('hex');

/** Directory files in the layout of JAHIS 24-002 annex B: paths of one byte, SFI << 3. Assembled by hand. */
export const GUIDELINE = {
  od: fromHex('A00530030401A0 A40530030401A8 A8053003040198'),
  aod: fromHex('3028 3009 0C0350494E 03020780 3003 040116 A116 3014 030203C8 0A0102 020104 020110 020110 80020096'),
  prkd: fromHex(`3039 301F 0C13${text('Private key of HPKI')} 03020780 040116 020101 3008 040101 0303062040 A10C 300A 3004 04020017 02020800`),
  cd: fromHex(`302D 301D 0C1B${text('HPKI END ENTITY CERTIFICATE')} 3003 040101 A107 3005 3003 0401C0`),
};

/** EF.OD of the JMA sample card as published, and the PIN record that its reader's author describes. */
export const JMA = {
  od: fromHex('A006300404020002 A106300404020003 A406300404020004 A706300404020005 A806300404020001'),
  aod: fromHex('3028 3009 0C0350494E 03020780 3003 040108 A116 3014 030203C8 0A0102 020104 020100 020110 80020088'),
};
