/** The frame of every desk: header, scrolling work area, and its side panel as a column or as a sheet. */
import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useText } from "../../messages/text.ts";
import { Button } from "../forms/Button.tsx";
import { DeskHeader, type DeskHeaderProps } from "./DeskHeader.tsx";
import { SidePanel, type SidePanelProps, SideSheet } from "./SidePanel.tsx";
import { useMediaQuery } from "./useMediaQuery.ts";

export interface DeskProps extends DeskHeaderProps {
  readonly side?: SidePanelProps;
  readonly children: ReactNode;
}

export function Desk({ side, children, actions, ...header }: DeskProps) {
  const text = useText();
  const isWide = useMediaQuery("(min-width: 68.75rem)");
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const opener = side && !isWide && (
    <Button
      icon={<SlidersHorizontal size={15} aria-hidden />}
      aria-haspopup="dialog"
      onPress={() => setIsSheetOpen(true)}
    >
      {side.title}
    </Button>
  );
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <div className="relative min-w-0 flex-1 overflow-y-auto px-3 py-4 bar:px-5">
        <div className="mx-auto flex max-w-[2200px] flex-col gap-4">
          <DeskHeader
            {...header}
            actions={
              (opener || actions) && (
                <>
                  {opener}
                  {actions}
                </>
              )
            }
          />
          {children}
        </div>
      </div>
      {side && isWide && <SidePanel {...side} />}
      {side && !isWide && (
        <SideSheet
          {...side}
          closeLabel={text("shell.close")}
          isOpen={isSheetOpen}
          onClose={() => setIsSheetOpen(false)}
        />
      )}
    </div>
  );
}
