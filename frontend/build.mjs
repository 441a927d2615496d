// Builds everything a page links to into ../build/static: app.css, app.js, desk.js, early.js, screen.*, kiosk.*,
// fonts, icons.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "build", "static");
const fonts = join(here, "node_modules", "@fontsource", "be-vietnam-pro");
const WEIGHTS = [400, 700];
// What a Vietnamese page is written with; a letter outside brings the whole subset it belongs to.
const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, place) => 32 + place));
const BASIC = `${ASCII}\u00a0©°·×–—‘’“”•…−≤≥ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý`;
const TONES = Array.from({ length: 0x1efa - 0x1ea0 }, (_, place) => String.fromCharCode(0x1ea0 + place)).join("");
const VIETNAMESE = `${TONES}ĂăĐđĨĩŨũƠơƯư₫`;

async function styles() {
  for (const name of ["app", "screen", "kiosk"]) {
    const { css } = compile(join(here, "scss", `${name}.scss`), {
      loadPaths: [here],
      style: "compressed",
      quietDeps: true,
    });
    await writeFile(join(out, `${name}.css`), css);
  }
}

async function scripts() {
  await build({
    entryPoints: ["app.js", "desk.js", "early.js", "screen.js", "kiosk.js"].map((name) => join(here, "js", name)),
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2020"],
    legalComments: "none",
    logLevel: "warning",
  });
}

// A smaller file with these letters only: first loads happen on slow lines.
async function narrowed(subset, name, letters, weight) {
  const whole = await readFile(join(fonts, "files", `be-vietnam-pro-${subset}-${weight}-normal.woff2`));
  const made = await subsetFont(whole, letters, { targetFormat: "woff2" });
  await writeFile(join(out, "fonts", `be-vietnam-pro-${name}-${weight}-normal.woff2`), made);
}

async function copies() {
  for (const weight of WEIGHTS) {
    for (const subset of ["latin", "latin-ext", "vietnamese"]) {
      const name = `be-vietnam-pro-${subset}-${weight}-normal.woff2`;
      await cp(join(fonts, "files", name), join(out, "fonts", name));
    }
    await narrowed("latin", "basic", BASIC, weight);
    await narrowed("vietnamese", "letters", VIETNAMESE, weight);
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
