import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type Station, stationIn } from './facts.ts';

export type { Station } from './facts.ts';

/** A desk with its log of facts, of a new folder where none is given; gone with the tests of the file. */
export const station = async (device: string, folder?: string): Promise<Station> => stationIn(folder ?? (await temporaryFolder()), device);
