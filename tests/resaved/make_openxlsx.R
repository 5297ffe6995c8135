# Rscript make_openxlsx.R FOLDER: fills FOLDER/form.xlsx as FOLDER/typed.tsv says and saves it
# with openxlsx.
library(openxlsx)

folder <- commandArgs(trailingOnly = TRUE)[1]
typed <- read.delim(file.path(folder, "typed.tsv"), header = FALSE, quote = "", encoding = "UTF-8",
                    colClasses = "character")
book <- loadWorkbook(file.path(folder, "form.xlsx"))
for (n in seq_len(nrow(typed))) {
  place <- typed[n, 2]
  value <- gsub("\\n", "\n", typed[n, 4], fixed = TRUE)
  if (typed[n, 3] == "number") value <- as.numeric(value)
  writeData(book, typed[n, 1], value, colNames = FALSE,
            startCol = convertFromExcelRef(place), startRow = as.integer(gsub("[A-Z]", "", place)))
}
saveWorkbook(book, file.path(folder, "openxlsx.xlsx"), overwrite = TRUE)
