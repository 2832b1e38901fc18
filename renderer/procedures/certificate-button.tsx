import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { saveCopy } from '../documents/save-copy.ts';
import { useWords } from '../words/words.tsx';

/** Saves the certificate of membership that was approved. */
export function CertificateButton({ id }: { readonly id: string }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const save = () =>
    attempt(async () => {
      const file = await desk.procedures.certificate({ id });
      saveCopy(file, file.name);
    });
  return (
    <>
      <div>
        <Button kind="primary" isDisabled={working} onPress={save}>
          {t('procedures.certificate.get')}
        </Button>
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
