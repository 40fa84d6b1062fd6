// A C++ value in a cell: the table of `crc32(data)`, 1 KB that lives inside the cell itself and is
// computed by the first call. Nothing of Python is in it, so every interpreter may read it.
#include <nanobind/nanobind.h>
#include <oncecell/oncecell.h>

#include <array>
#include <cstdint>

namespace nb = nanobind;

namespace {

using Table = std::array<uint32_t, 256>;

constinit oncecell::OnceCell<Table> table_cell;

Table make_table() {
  Table table{};
  for (uint32_t byte = 0; byte < table.size(); ++byte) {
    uint32_t rest = byte;
    for (int bit = 0; bit < 8; ++bit) rest = (rest >> 1) ^ (rest & 1 ? 0xEDB88320u : 0);
    table[byte] = rest;
  }
  return table;
}

uint32_t crc32(const nb::bytes& data) {
  const Table* table = table_cell.get_or_init(make_table);
  if (table == nullptr) throw nb::python_error();
  uint32_t sum = ~uint32_t{0};
  for (size_t i = 0; i < data.size(); ++i) {
    sum = (sum >> 8) ^ (*table)[(sum ^ static_cast<uint8_t>(data.c_str()[i])) & 0xFF];
  }
  return ~sum;
}

}  // namespace

NB_MODULE(once_nanobind, module) {
  module.def("crc32", crc32, nb::arg("data"), "The CRC-32 of bytes, as zlib has it");
}
