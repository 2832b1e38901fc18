import { DefinitionList } from '../../design/definition-list.tsx';
import { useWords } from '../../words/words.tsx';

/** Where a page lies, and who gets what is allowed there: a page that is genuine may have been named by somebody who is not. */
export function TwoHosts({ opens, receives }: { readonly opens: string; readonly receives: string }) {
  const { t } = useWords();
  return (
    <DefinitionList
      stacked
      items={[
        { term: t('keys.remote.opens'), value: opens, code: true },
        { term: t('keys.remote.receives'), value: receives, code: true },
      ]}
    />
  );
}
