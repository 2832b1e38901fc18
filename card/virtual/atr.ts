import type { VirtualCardImage } from './image.ts';

/**
 * Answers to reset of the HPKI card platform, T=1 on both faces.
 * Contact: as listed by pcsc-tools for the Japanese HPKI card. Contactless: what a reader composes for its Type B answer (PC/SC part 3, 3.1.3.2.3).
 */
export const ATRS: Readonly<Record<VirtualCardImage['interface'], string>> = {
  contact: '3bf413000081 31fe45 004e0000 a2'.replaceAll(' ', ''),
  contactless: '3b888001 004e0000 f781d100 e0'.replaceAll(' ', ''),
};
