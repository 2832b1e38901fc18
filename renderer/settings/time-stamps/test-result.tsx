import type { TimeStampTest } from '../../../main/api/schema/time-stamping.ts';
import { Banner } from '../../design/banner.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { dateAndTime } from '../../words/dates.ts';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { HostOffer } from '../network/host-offer.tsx';

type Open = TimeStampTest['checks'][number];

/** What a person can do about the checks that can stay open with an honest service. */
const NEXT = {
  'time-stamp-authority': 'settings.service.next.time-stamp-authority',
  'time-stamp-revocation': 'settings.service.next.time-stamp-revocation',
} as const;
const nextOf = ({ id, params }: Open) => (id in NEXT ? { key: NEXT[id as keyof typeof NEXT], places: placesOf(params?.['failures']) } : null);

/** The addresses among what could not be fetched, `HOST_NOT_ALLOWED http://…; …`. */
const placesOf = (failures: unknown): string | null =>
  typeof failures === 'string' ? (failures.match(/https?:\/\/[^\s;]+/g)?.join(', ') ?? null) : null;

/** The hosts among those that may not be asked. */
const refusedHosts = (failures: unknown): string[] =>
  typeof failures === 'string'
    ? [...new Set(Array.from(failures.matchAll(/HOST_NOT_ALLOWED (https?:\/\/[^\s;]+)/g), ([, place = '']) => URL.parse(place)?.host ?? ''))]
    : [];

/** A time stamp that the service made just now, whether verification here would believe it, and why not. */
export function TestResult({ test, published }: { readonly test: TimeStampTest; readonly published: readonly string[] }) {
  const { t, language } = useWords();
  const { trusted, time, clockDifference, authority, policy, checks } = test;
  const open = checks.filter(({ status, informative }) => status !== 'passed' && !informative);
  const next = open.map(nextOf).find((found) => found !== null);
  const seconds = Math.trunc(clockDifference);
  return (
    <Banner
      status={trusted ? 'success' : 'warning'}
      live="status"
      heading={t(trusted ? 'settings.service.tested' : 'settings.service.tested-unknown')}
    >
      {open.map((check) => {
        const key = knownKey(`checks.${check.id}.${check.status}`);
        return key && <p key={check.id}>{t(key, check.params)}</p>;
      })}
      {next && <p>{t(next.key, { places: next.places })}</p>}
      <HostOffer hosts={open.flatMap(({ params }) => refusedHosts(params?.['failures']))} published={published} />
      <DefinitionList
        items={[
          { term: t('settings.service.test-time'), value: dateAndTime(time, language) },
          {
            term: t('settings.service.clock'),
            value: t(`settings.service.clock-differences.${clockOf(seconds)}`, { seconds: Math.abs(seconds) }),
          },
          { term: t('settings.service.authority'), value: authority, code: true },
          { term: t('settings.service.policy-used'), value: policy, code: true },
        ]}
      />
    </Banner>
  );
}

/** How this computer's clock stands beside that of the authority, whose stamp tells seconds. */
const clockOf = (seconds: number) => (seconds === 0 ? 'none' : seconds > 0 ? 'slow' : 'fast');
