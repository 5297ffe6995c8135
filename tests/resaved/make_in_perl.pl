# perl make_in_perl.pl FOLDER: fills FOLDER/form.xls as FOLDER/typed.tsv says and saves it with
# Spreadsheet::ParseExcel::SaveParser; copies the values of FOLDER/libreoffice.xlsx into a new
# workbook with Excel::Writer::XLSX.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use Spreadsheet::ParseExcel::SaveParser;
use Spreadsheet::ParseExcel::Utility qw(sheetRef);
use Spreadsheet::ParseXLSX;
use Excel::Writer::XLSX;

my ($folder) = @ARGV;

sub typed {
    open my $file, '<', "$folder/typed.tsv" or die $!;
    return map { chomp; [split /\t/, $_, -1] } <$file>;
}

my $book = Spreadsheet::ParseExcel::SaveParser->new->Parse("$folder/form.xls");
for my $entry (typed()) {
    my ($sheet, $cell, $kind, $value) = @$entry;
    $value =~ s/\\n/\n/g;
    my $target = $book->worksheet($sheet);
    my ($row, $column) = sheetRef($cell);
    my $former = $target->get_cell($row, $column);
    $target->AddCell($row, $column, $value, $former ? $former->{FormatNo} : 0);
}
$book->SaveAs("$folder/saveparser.xls");

my $filled = Spreadsheet::ParseXLSX->new->parse("$folder/libreoffice.xlsx");
my $copy = Excel::Writer::XLSX->new("$folder/excel-writer-xlsx.xlsx");
my $day = $copy->add_format(num_format => 'dd.mm.yyyy');
for my $sheet ($filled->worksheets) {
    my $target = $copy->add_worksheet($sheet->get_name);
    my ($first, $last) = $sheet->row_range;
    my ($left, $right) = $sheet->col_range;
    for my $row ($first .. $last) {
        for my $column ($left .. $right) {
            my $cell = $sheet->get_cell($row, $column) or next;
            my $value = $cell->unformatted;
            next unless defined $value && length $value;
            if (($cell->type || '') eq 'Date') { $target->write_number($row, $column, $value, $day) }
            elsif (($cell->type || '') eq 'Numeric') { $target->write_number($row, $column, $value) }
            else { $target->write_string($row, $column, $value) }
        }
    }
}
$copy->close;
