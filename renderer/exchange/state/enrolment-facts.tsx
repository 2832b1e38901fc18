import type { ExchangeState } from '../../../main/api/schema/exchange.ts';
import { DefinitionList } from '../../design/definition-list.tsx';
import { StatusLine } from '../../design/status.tsx';
import { thumbprintDigits } from '../../settings/reception/thumbprint.ts';
import { fingerprint } from '../../words/quantities.ts';
import type { Translate } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { ageOf } from '../exchange-words.ts';
import { CLOCK_OFF_MS } from '../standing.ts';

const SECOND = 1_000;

function clockWords(offset: number | null, t: Translate): string {
  if (offset === null) return t('exchange.clock.unknown');
  const seconds = Math.round(Math.abs(offset) / SECOND);
  if (seconds <= 1) return t('exchange.clock.same');
  return t(offset > 0 ? 'exchange.clock.behind' : 'exchange.clock.ahead', { seconds });
}

function Clock({ offset }: { readonly offset: number | null }) {
  const { t } = useWords();
  const words = clockWords(offset, t);
  if (offset === null || Math.abs(offset) < CLOCK_OFF_MS) return words;
  return (
    <>
      <StatusLine status="warning">{words}</StatusLine>
      <span className="under">{t('exchange.clock.wrong')}</span>
    </>
  );
}

/** As what the desk is known, how its clock stands, and by what others recognise its files. */
export function EnrolmentFacts({ state, now }: { readonly state: ExchangeState; readonly now: number }) {
  const { t } = useWords();
  const { hub, members, thumbprint, clockOffsetMs } = state;
  const known =
    members.wholeAt !== null
      ? t('exchange.members.count', { count: members.count, age: ageOf(members.wholeAt, now, t) })
      : t(members.count === 0 ? 'exchange.members.none' : 'exchange.members.partial', { count: members.count });
  return (
    <DefinitionList
      items={[
        ...(hub
          ? [
              { term: t('exchange.facts.hub'), value: hub.url, code: true },
              { term: t('exchange.facts.as'), value: t(`exchange.as.${hub.kind}`, { association: hub.association }) },
              { term: t('exchange.facts.clock'), value: <Clock offset={clockOffsetMs} /> },
              ...(hub.kind === 'person' ? [] : [{ term: t('exchange.facts.members'), value: known }]),
            ]
          : []),
        { term: t('exchange.facts.fingerprint'), value: fingerprint(thumbprintDigits(thumbprint) ?? thumbprint), code: true },
      ]}
    />
  );
}
