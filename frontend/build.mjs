// Builds everything a page links to into ../build/static: app.css, app.js, early.js, fonts, icons.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "build", "static");
const fonts = join(here, "node_modules", "@fontsource", "be-vietnam-pro");
const WEIGHTS = [400, 700];

async function styles() {
  const { css } = compile(join(here, "scss", "app.scss"), {
    loadPaths: [here],
    style: "compressed",
    quietDeps: true,
  });
  await writeFile(join(out, "app.css"), css);
}

async function scripts() {
  await build({
    entryPoints: [join(here, "js", "app.js"), join(here, "js", "early.js")],
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2020"],
    legalComments: "none",
    logLevel: "warning",
  });
}

async function copies() {
  for (const weight of WEIGHTS) {
    for (const subset of ["latin", "latin-ext", "vietnamese"]) {
      const name = `be-vietnam-pro-${subset}-${weight}-normal.woff2`;
      await cp(join(fonts, "files", name), join(out, "fonts", name));
    }
  }
  await cp(join(fonts, "LICENSE"), join(out, "fonts", "LICENSE-be-vietnam-pro.txt"));
  await cp(join(here, "icons"), join(out, "icons"), { recursive: true });
  const moj = join(here, "node_modules", "@ministryofjustice", "frontend", "moj", "assets", "images");
  await cp(join(moj, "icon-document.svg"), join(out, "icons", "icon-document.svg"));
  const licences = ["govuk-frontend", "@ministryofjustice/frontend", "htmx.org"];
  const named = await Promise.all(
    licences.map(async (name) => {
      const { version, license } = JSON.parse(
        await readFile(join(here, "node_modules", name, "package.json"), "utf8"),
      );
      return `${name} ${version}: ${license}`;
    }),
  );
  await writeFile(join(out, "licences.txt"), named.join("\n") + "\n");
}

const started = performance.now();
await rm(out, { recursive: true, force: true });
await mkdir(join(out, "fonts"), { recursive: true });
await Promise.all([styles(), scripts(), copies()]);
console.log(`build/static: ${Math.round(performance.now() - started)} ms`);
