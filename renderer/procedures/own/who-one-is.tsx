import type { MemberView } from '../../../main/api/schema/procedures.ts';
import { type Definition, DefinitionList } from '../../design/definition-list.tsx';
import { useWords } from '../../words/words.tsx';

/** Who one is, as the hub knows it. */
export function WhoOneIs({ person, fields }: { readonly person: string; readonly fields: MemberView['fields'] }) {
  const { t } = useWords();
  const { name = '', kana = '', formerName = '', formerKana = '' } = fields;
  const items: readonly (Definition | false)[] = [
    name !== '' && { term: t('procedures.new.name'), value: name },
    kana !== '' && { term: t('procedures.new.kana'), value: kana },
    formerName !== '' && { term: t('procedures.self.former-name'), value: [formerName, formerKana && `（${formerKana}）`].join('') },
    { term: t('procedures.new.registration'), value: t('procedures.registration', { number: person }) },
  ];
  return <DefinitionList items={items.filter((item) => item !== false)} />;
}
