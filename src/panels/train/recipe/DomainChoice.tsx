/** For a model that translates, in a project of more than two classes: which two it learns. */
import { chooseDomains } from "../../../client/domains.ts";
import { useText } from "../../../messages/text.ts";
import { domainsOf, filledClasses, withDomain } from "../../../state/domains.ts";
import { selectProject, useAppStore } from "../../../state/store.ts";
import { Select } from "../../../ui/forms/Select.tsx";

const places = [0, 1] as const;

export function DomainChoice() {
  const text = useText();
  const project = useAppStore(selectProject);
  const chosen = useAppStore(({ domains }) => project && domains[project.id]);
  if (!project) return null;
  const classes = filledClasses(project);
  const domains = domainsOf(project, chosen ?? undefined);
  if (!domains || classes.length <= 2) return null;
  const options = classes.map(({ id, name, photos }) => ({
    value: id,
    label: name,
    note: text("class.count", { photos: photos.length }),
  }));
  return (
    <div className="flex flex-col gap-2">
      {places.map((place) => (
        <Select
          key={place}
          label={text(place === 0 ? "train.domains.from" : "train.domains.to")}
          value={domains[place]}
          options={options}
          onChange={(id) => chooseDomains(project.id, withDomain(domains, place, id))}
        />
      ))}
      <p className="text-small text-muted text-pretty">{text("train.domains.hint")}</p>
    </div>
  );
}
