import { DefinitionList } from '../../design/definition-list.tsx';
import { dateAlone } from '../../words/dates.ts';
import type { Language, Translate } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

interface DifferenceSideProps {
  readonly title: string;
  readonly values: Readonly<Record<string, string>>;
  readonly whose: string;
  /** By which whoever says it signs. */
  readonly address?: string;
  readonly when: readonly string[];
}

/** What each value is called and how it is said. */
const VALUES: Readonly<Record<string, (value: string, t: Translate, language: Language) => string>> = {
  name: (value) => value,
  formerName: (value) => value,
  member: (value, t) => t(value === 'true' ? 'exchange.differences.member.true' : 'exchange.differences.member.false'),
  effectiveOn: (value, _t, language) => dateAlone(`${value}T12:00:00+09:00`, language),
};

/** The first value is what differs and stands large; the others explain it. */
export function DifferenceSide({ title, values, whose, address, when }: DifferenceSideProps) {
  const { t, language } = useWords();
  const said = Object.entries(values).flatMap(([id, value]) => (VALUES[id] ? [{ id, words: VALUES[id](value, t, language) }] : []));
  const [first, ...others] = said;
  return (
    <div className="difference-side">
      <h4>{title}</h4>
      {first && (
        <p className="difference-value" lang={first.id === 'name' ? 'ja' : undefined}>
          {first.words}
        </p>
      )}
      <DefinitionList
        stacked
        items={[
          ...others.map(({ id, words }) => ({
            term: t(id === 'formerName' ? 'exchange.differences.value.formerName' : 'exchange.differences.value.effectiveOn'),
            value: id === 'formerName' ? <span lang="ja">{words}</span> : words,
          })),
          {
            term: t('exchange.differences.whose'),
            value: (
              <>
                {whose}
                {address && address !== whose && <span className="under exchange-peer">{address}</span>}
              </>
            ),
          },
          ...(when.length > 0
            ? [
                {
                  term: t('exchange.differences.when'),
                  value: when.map((words) => (
                    <span key={words} className="difference-time">
                      {words}
                    </span>
                  )),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}
