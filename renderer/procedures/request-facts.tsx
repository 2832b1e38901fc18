import type { ProcedureItem } from '../../main/api/schema/procedures.ts';
import { type Definition, DefinitionList } from '../design/definition-list.tsx';
import { dateInBothCalendars } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import type { Names } from './names.ts';

type Request = ProcedureItem['request'];
const DIGEST_SHOWN = 16;

/** What is asked for, in words. */
export function RequestFacts({ request, names }: { readonly request: Request; readonly names: Names }) {
  const { t, language } = useWords();
  const lines = (values: readonly string[]) => (
    <ul className="procedures-lines">
      {values.map((value) => (
        <li key={value}>{value}</li>
      ))}
    </ul>
  );
  const items: (Definition | false)[] = [
    { term: t('procedures.panel.affiliation'), value: request.affiliation },
    'to' in request && { term: t('procedures.panel.to'), value: request.to },
    'classes' in request && {
      term: t('procedures.panel.classes'),
      value: lines(request.classes.map((each) => `${names.association(each.association)} ${names.memberClass(each.association, each.class)}`)),
    },
    request.kind === 'withdraw' && { term: t('procedures.panel.associations'), value: lines(request.associations.map(names.association)) },
    request.kind === 'withdraw' && { term: t('procedures.panel.wished'), value: dateInBothCalendars(request.wishedOn, language, t) },
    request.kind === 'withdraw' && {
      term: t('procedures.panel.reason'),
      value: [t(`procedures.reason.${request.reason}`), request.note].filter(Boolean).join(' '),
    },
    'association' in request && { term: t('procedures.panel.association'), value: names.association(request.association) },
    request.kind !== 'withdraw' && 'reason' in request && request.reason !== '' && { term: t('procedures.panel.reason-text'), value: request.reason },
    'attachments' in request &&
      request.attachments.length > 0 && {
        term: t('procedures.panel.attachments'),
        value: lines(
          request.attachments.map(({ association, id, sha256 }) =>
            t('procedures.panel.attachment', {
              label: names.attachment(association, id),
              name: names.association(association),
              digest: `${sha256.slice(0, DIGEST_SHOWN)}…`,
            }),
          ),
        ),
      },
  ];
  return <DefinitionList stacked items={items.filter((item) => item !== false)} />;
}
