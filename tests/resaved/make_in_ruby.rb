# ruby make_in_ruby.rb FOLDER: fills FOLDER/form.xls as FOLDER/typed.json says and saves it with
# the library "spreadsheet".
require "json"
require "spreadsheet"

folder = ARGV[0]
book = Spreadsheet.open(File.join(folder, "form.xls"))
JSON.parse(File.read(File.join(folder, "typed.json"), encoding: "UTF-8")).each do |entry|
  letters, number = entry["cell"].match(/([A-Z]+)(\d+)/).captures
  column = letters.each_char.reduce(0) { |sum, letter| sum * 26 + letter.ord - 64 } - 1
  book.worksheet(entry["sheet"])[number.to_i - 1, column] = entry["value"]
end
book.write(File.join(folder, "spreadsheet.xls"))
