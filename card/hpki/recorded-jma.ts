import { equal, fromHex } from '../bytes.ts';
import type { PinObject } from '../pin/pin-object.ts';
import type { Path } from '../iso7816-15/path.ts';
import type { KeyReference } from './card.ts';

/**
 * What is on record of the JMA card from a published reader of its sample card (gebogebogebo/HPKIReader, 2019):
 * EF.OD, the same in both applications, and the files behind it.
 */
const OBJECT_DIRECTORY = fromHex('A006300404020002 A106300404020003 A406300404020004 A706300404020005 A806300404020001');

/** For reading only, when a card's own directory cannot be followed. */
export const RECORDED_CERTIFICATE: Path = { address: { fileId: 0x0016 }, index: 0 };

/** Certain only behind exactly the recorded directory: authId 08, utf8, 4 to 16 bytes, reference 88. */
export const RECORDED_PIN: PinObject = { reference: 0x88, minLength: 4, maxLength: 16, digitsOnly: false, padding: null };
export const RECORDED_KEY: KeyReference = { path: { address: { fileId: 0x000c }, index: 0 }, keyReference: null };

/** Whether an EF.OD is byte for byte the recorded one. */
export function isRecordedDirectory(objectDirectory: Uint8Array): boolean {
  return equal(objectDirectory, OBJECT_DIRECTORY);
}
