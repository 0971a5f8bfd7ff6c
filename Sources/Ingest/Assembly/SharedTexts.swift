import Ledger

/// Products, regions and other repeating texts of all threads under one number each.
struct SharedTexts {
  /// Per thread: its number of a text → the ledger's.
  private(set) var products: [[UInt32]] = []
  private(set) var regions: [[UInt32]] = []
  private(set) var cities: [[UInt32]] = []
  private(set) var countries: [[UInt32]] = []
  private(set) var channels: [[UInt32]] = []
  private(set) var coupons: [[UInt32]] = []
  /// The maps of products and regions once more as addresses, for loops; freed by `deallocate`.
  let productMaps: UnsafeMutablePointer<UnsafePointer<UInt32>>
  let regionMaps: UnsafeMutablePointer<UnsafePointer<UInt32>>
  /// The ledger's product table.
  private(set) var productTable = ProductTable()
  private(set) var regionNames: [String] = [""]
  private(set) var cityNames: [String] = [""]
  private(set) var countryNames: [String] = [""]
  private(set) var channelNames: [String] = [""]
  private(set) var couponNames: [String] = [""]

  init(_ readers: UnsafeMutablePointer<RowReader>, threads: Int) {
    (regions, regionNames) = SharedTexts.merged((0..<threads).map { readers[$0].regions })
    (cities, cityNames) = SharedTexts.merged((0..<threads).map { readers[$0].cities })
    (countries, countryNames) = SharedTexts.merged((0..<threads).map { readers[$0].countries })
    (channels, channelNames) = SharedTexts.merged((0..<threads).map { readers[$0].channels })
    (coupons, couponNames) = SharedTexts.merged((0..<threads).map { readers[$0].coupons })
    (products, productTable) = SharedTexts.mergedProducts(readers, threads)
    productMaps = SharedTexts.addresses(products)
    regionMaps = SharedTexts.addresses(regions)
  }

  func deallocate() {
    for maps in [productMaps, regionMaps] {
      for thread in products.indices { maps[thread].deallocate() }
      maps.deallocate()
    }
  }

  private static func addresses(_ maps: [[UInt32]]) -> UnsafeMutablePointer<UnsafePointer<UInt32>> {
    let addresses = UnsafeMutablePointer<UnsafePointer<UInt32>>.allocate(capacity: maps.count)
    for (thread, map) in maps.enumerated() {
      let copy = UnsafeMutablePointer<UInt32>.allocate(capacity: max(1, map.count))
      copy.initialize(from: map, count: map.count)
      (addresses + thread).initialize(to: UnsafePointer(copy))
    }
    return addresses
  }

  private static func merged(_ tables: [InternTable]) -> ([[UInt32]], [String]) {
    var names: [String] = []
    var numbers: [String: UInt32] = [:]
    let maps = tables.map { table in
      (0..<table.count).map { number -> UInt32 in
        let name = table.texts[number].string
        if let present = numbers[name] { return present }
        numbers[name] = UInt32(names.count)
        names.append(name)
        return UInt32(names.count - 1)
      }
    }
    return (maps, names)
  }

  private static func mergedProducts(
    _ readers: UnsafeMutablePointer<RowReader>, _ threads: Int
  ) -> ([[UInt32]], ProductTable) {
    var products: [[UInt32]] = []
    var table = InternTable(capacity: 1_024)
    defer { table.deallocate() }
    var names: [String] = []
    var categories: [String] = []
    for thread in 0..<threads {
      let reader = readers[thread]
      var map: [UInt32] = []
      map.reserveCapacity(reader.products.count)
      for number in 0..<reader.products.count {
        let shared = table.number(reader.products.texts[number])
        map.append(shared)
        let isKnown = number < reader.productName.count
        let name = isKnown ? reader.productNames[Int(reader.productName[number])].string : ""
        let category = isKnown ? reader.categories.texts[Int(reader.productCategories[number])].string : ""
        if Int(shared) == names.count {
          names.append(name)
          categories.append(category)
        } else {
          if names[Int(shared)].isEmpty { names[Int(shared)] = name }
          if categories[Int(shared)].isEmpty { categories[Int(shared)] = category }
        }
      }
      products.append(map)
    }
    let hasCategories = categories.contains { !$0.isEmpty }
    let productTable = ProductTable(
      sku: TextColumn((0..<table.count).map { table.texts[$0].string }), name: TextColumn(names),
      category: hasCategories ? CategoryColumn(categories) : .empty)
    return (products, productTable)
  }
}
