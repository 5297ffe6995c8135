// node make_excelize.js FOLDER: fills FOLDER/form.xlsx as FOLDER/typed.json says and saves it
// with Excelize, which is written in Go.
const fs = require("fs");
const path = require("path");
const { init } = require("excelize-wasm");

async function main(folder) {
  const excelize = await init(require.resolve("excelize-wasm/excelize.wasm.gz"));
  const typed = JSON.parse(fs.readFileSync(path.join(folder, "typed.json"), "utf8"));
  const book = excelize.OpenReader(fs.readFileSync(path.join(folder, "form.xlsx")));
  for (const { sheet, cell, value } of typed) {
    const { error } = book.SetCellValue(sheet, cell, value);
    if (error) throw new Error(error);
  }
  const { buffer, error } = book.WriteToBuffer();
  if (error) throw new Error(error);
  fs.writeFileSync(path.join(folder, "excelize.xlsx"), buffer);
  process.exit(0);
}

main(process.argv[2]);
