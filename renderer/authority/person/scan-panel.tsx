import { useEffect, useState } from 'react';
import type { Failure } from '../../../main/api/schema/common.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { failureOf } from '../../client/failure.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { saveCopy } from '../../documents/save-copy.ts';
import { useWords } from '../../words/words.tsx';
import { wordOf } from '../words/credential-words.ts';
import { ScanPages } from './scan-pages.tsx';

interface ScanPanelProps {
  readonly id: string;
  readonly item: string;
  readonly onClose: () => void;
}

/** The scan of a paper: a picture or the pages of a PDF; anything else to be opened elsewhere. */
export function ScanPanel({ id, item, onClose }: ScanPanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const [scan, setScan] = useState<{ readonly file: File; readonly address: string } | null>(null);
  const [damaged, setDamaged] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let address: string | null = null;
    let current = true;
    desk.credentials.scan({ id }).then(
      (file) => {
        if (!current) return;
        address = URL.createObjectURL(file);
        setScan({ file, address });
      },
      (error: unknown) => current && setFailure(failureOf(error)),
    );
    return () => {
      current = false;
      if (address) URL.revokeObjectURL(address);
    };
  }, [desk, id]);
  const words = wordOf('item', item, t);
  return (
    <SidePanel title={words} about={`scan ${id}`} onClose={onClose}>
      {failure && <ErrorPanel failure={failure} />}
      {!scan && !failure && <Progress label={t('credentials.screen.papers.scan-loading')} done={null} />}
      {damaged && <Banner status="warning" live="status" heading={t('credentials.screen.papers.scan-damaged')} />}
      {!damaged && scan?.file.type.startsWith('image/') && <img className="scan" src={scan.address} alt={words} onError={() => setDamaged(true)} />}
      {scan?.file.type === 'application/pdf' && <ScanPages file={scan.file} />}
      {scan && (
        <Button icon="file" onPress={() => saveCopy(scan.file, scan.file.name)}>
          {t('credentials.screen.papers.scan-save')}
        </Button>
      )}
    </SidePanel>
  );
}
