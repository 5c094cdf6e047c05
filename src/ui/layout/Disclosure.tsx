/** Something that can be unfolded, closed at first. */
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import {
  Disclosure as AriaDisclosure,
  Button,
  DisclosurePanel,
  Heading,
} from "react-aria-components";
import { classNames } from "../classNames.ts";

export interface DisclosureProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly isOpenAtFirst?: boolean;
  /** Of the heading: 2 where it is a card's own. */
  readonly level?: 2 | 3;
}

export function Disclosure({ title, children, isOpenAtFirst = false, level = 3 }: DisclosureProps) {
  return (
    <AriaDisclosure defaultExpanded={isOpenAtFirst}>
      {({ isExpanded }) => (
        <>
          <Heading level={level}>
            <Button
              slot="trigger"
              className="flex min-h-8 w-full cursor-pointer items-center gap-1.5 rounded-control text-left text-small font-semibold text-muted data-hovered:text-ink"
            >
              <ChevronRight
                size={14}
                aria-hidden
                className={classNames("transition-transform", isExpanded && "rotate-90")}
              />
              {title}
            </Button>
          </Heading>
          <DisclosurePanel className="pt-1">{children}</DisclosurePanel>
        </>
      )}
    </AriaDisclosure>
  );
}
