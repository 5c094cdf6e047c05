/** A window over the page; Escape and a press outside close it. */
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { classNames } from "../classNames.ts";
import { Button } from "../forms/Button.tsx";

export interface DialogProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** `sheet`: along the right edge (settings on a narrow screen). */
  readonly kind?: "window" | "wide" | "sheet";
  /** Stands under the content, at the right. */
  readonly actions?: ReactNode;
}

const overlays = {
  window: "items-center justify-center p-4",
  wide: "items-center justify-center p-4",
  sheet: "items-stretch justify-end",
};

const frames = {
  window: "max-h-full w-full max-w-lg rounded-card border",
  wide: "max-h-full w-full max-w-5xl rounded-card border",
  sheet: "sheet-in h-full w-[min(22rem,100%)] border-l",
};

export function Dialog(props: DialogProps) {
  const { title, closeLabel, isOpen, onClose, children, kind = "window", actions } = props;
  return (
    <ModalOverlay
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={classNames("fixed inset-0 z-40 flex bg-shade", overlays[kind])}
    >
      <Modal className={classNames("flex border-line bg-surface", frames[kind])}>
        <AriaDialog className="flex min-h-0 w-full flex-col outline-none">
          <div className="flex items-center justify-between gap-3 px-4 pt-3 pb-2">
            <Heading slot="title" level={2} className="min-w-0 truncate text-title font-semibold">
              {title}
            </Heading>
            <Button variant="icon" aria-label={closeLabel} onPress={onClose}>
              <X size={16} aria-hidden />
            </Button>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">{children}</div>
          {actions && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
              {actions}
            </div>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
