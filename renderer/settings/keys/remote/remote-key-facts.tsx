import type { RemoteKey } from '../../../../main/api/schema/remote.ts';
import { nameOf } from '../../../card/reader-state.ts';
import { DefinitionList } from '../../../design/definition-list.tsx';
import { ErrorPanel } from '../../../design/error-panel.tsx';
import { TestMark } from '../../../design/status.tsx';
import { dateAlone } from '../../../words/dates.ts';
import { useWords } from '../../../words/words.tsx';

/** A key at a service: whose it is, until when, and what unlocks it. */
export function RemoteKeyFacts({ value: { id, description, certificate, way, failure } }: { readonly value: RemoteKey }) {
  const { t, language } = useWords();
  return (
    <>
      <DefinitionList
        items={[
          { term: t('keys.remote.key'), value: description === null ? id : `${id} ${description}`, code: true },
          ...(certificate
            ? [
                {
                  term: t('keys.remote.holder'),
                  value: (
                    <>
                      {nameOf(certificate)} {certificate.test && <TestMark>{t('frame.test.mark')}</TestMark>}
                    </>
                  ),
                },
                { term: t('card.valid-until'), value: dateAlone(certificate.notAfter, language) },
              ]
            : []),
          { term: t('keys.remote.way'), value: t(`keys.remote.ways.${way}`) },
        ]}
      />
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
