import type { FeeView } from '../../../main/api/schema/credentials.ts';
import type { Translate } from '../../words/translate.ts';

/** A figure with its unit, and how it came about where the source gives it before tax; never a figure that no source states. */
export function feeWords({ yen, net }: FeeView, t: Translate): string {
  if (yen === null) return t('credentials.screen.fee.unknown');
  if (yen === 0) return t('credentials.screen.fee.nothing');
  return net ? t('credentials.screen.fee.with-tax', { yen, net: net.yen, percent: net.percent }) : t('credentials.screen.fee.yen', { yen });
}
