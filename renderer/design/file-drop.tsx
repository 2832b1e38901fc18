import { Button as AriaButton, DropZone, FileTrigger, type FileDropItem } from 'react-aria-components';
import './file-drop.css';
import { Icon } from './icon.tsx';

interface FileDropProps {
  readonly heading: string;
  readonly note?: string;
  readonly choose: string;
  readonly multiple?: boolean;
  readonly compact?: boolean;
  /** Types that the file dialog offers; whoever takes the files looks at them all the same. */
  readonly accept?: readonly string[];
  readonly onFiles: (files: File[]) => void;
}

/** Takes files by dropping, by the file dialog, and by paste. */
export function FileDrop({ heading, note, choose, multiple = false, compact = false, accept, onFiles }: FileDropProps) {
  const take = (files: File[]) => files.length > 0 && onFiles(multiple ? files : files.slice(0, 1));
  return (
    <DropZone
      className={compact ? 'file-drop file-drop-compact' : 'file-drop'}
      aria-label={heading}
      onDrop={async (event) => {
        const items = event.items.filter((item): item is FileDropItem => item.kind === 'file');
        take(await Promise.all(items.map((item) => item.getFile())));
      }}
    >
      <Icon name="file" size={compact ? 32 : 48} />
      <p className="file-drop-heading">{heading}</p>
      {note && <p className="quiet">{note}</p>}
      <FileTrigger allowsMultiple={multiple} {...(accept ? { acceptedFileTypes: accept } : {})} onSelect={(files) => take(Array.from(files ?? []))}>
        <AriaButton className={compact ? 'button button-secondary' : 'button button-primary'}>{choose}</AriaButton>
      </FileTrigger>
    </DropZone>
  );
}
