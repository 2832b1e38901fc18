import type { CardChannel } from '../apdu/channel.ts';
import { STATUS } from '../apdu/status.ts';
import { toHex } from '../bytes.ts';
import { TlvError } from '../tlv/error.ts';
import { Fields } from '../tlv/fields.ts';
import { parseTlv } from '../tlv/parse.ts';
import { TAG } from '../tlv/tag.ts';
import { HPKI_AID_PREFIX } from './applications.ts';
import { select } from './select-application.ts';

/** More would be no HPKI card: it holds two (JAHIS 24-002 annex A.2.1). */
const MOST = 8;

/** AIDs that begin with the ISO/IEC 7816-15 prefix, found by partial selection, first and next, and read from the FCI. */
export async function enumerateApplications(channel: CardChannel): Promise<string[]> {
  const aids: string[] = [];
  while (aids.length < MOST) {
    const { status, data } = await select(channel, HPKI_AID_PREFIX, aids.length === 0 ? 'first' : 'next');
    const aid = status === STATUS.OK || status === STATUS.DF_BLOCKED ? nameIn(data) : null;
    if (aid === null || aids.includes(aid)) break;
    aids.push(aid);
  }
  return aids;
}

/** DF name (tag 84) of an FCI template (ISO/IEC 7816-4 table 12). */
function nameIn(fci: Uint8Array): string | null {
  try {
    const name = new Fields(parseTlv(fci)).skipTo(TAG.DF_NAME);
    return name === null ? null : toHex(name.value);
  } catch (error) {
    if (error instanceof TlvError) return null;
    throw error;
  }
}
