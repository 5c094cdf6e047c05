/** Which runs are listed below the one in view. */
import { expect, it } from "vitest";
import { page } from "vitest/browser";
import { storedRun } from "../../../data/testing/documentsOf.ts";
import { runOf } from "../../../state/runs.ts";
import { useAppStore } from "../../../state/store.ts";
import { projectOf } from "../../../state/testing/projectOf.ts";
import { inBothLanguages, mount } from "../../../ui/testing/mount.tsx";
import { RunList } from "./RunList.tsx";

const words = { en: "Show", zh: "显示" };

it("lists the project's runs, and with a run of a deleted project all of that", async () => {
  const runs = ["p", "gone", "gone", "q"].map((projectId, at) =>
    runOf({ ...storedRun(`${at}`, []), name: `${projectId} ${at}`, projectId }),
  );
  useAppStore.setState({
    runs,
    projects: [
      { ...projectOf(2), id: "p" },
      { ...projectOf(2), id: "q" },
    ],
    activeProjectId: "p",
    modelId: runs[0]?.modelId ?? "",
  });
  const unmount = await mount(<RunList />);
  await inBothLanguages(words, async (show) => {
    const isListed = (name: string) =>
      page.getByRole("button", { name: `${show} ${name}` }).query() !== null;
    const listed = () => runs.map(({ name }) => name).filter(isListed);
    useAppStore.setState({ activeRunIds: {} });
    await expect.poll(listed).toEqual(["p 0"]);
    useAppStore.setState({ activeRunIds: { train: "2" } });
    await expect.poll(listed).toEqual(["p 0", "gone 1", "gone 2"]);
  });
  unmount();
});
