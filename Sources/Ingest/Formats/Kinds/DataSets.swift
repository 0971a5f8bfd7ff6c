extension Formats {
  /// Public data sets that have the role of an export.
  static let dataSets: [FileKind] = [
    FileKind(
      id: "online-retail", platform: "UCI Online Retail", title: "Invoice lines (I and II)", role: .orders,
      signature: [["InvoiceNo", "Invoice"], ["StockCode"], ["Quantity"], ["UnitPrice", "Price"], ["CustomerID"]],
      headers: FileKind.list("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"),
      columns: [
        (.orderId, ["InvoiceNo", "Invoice"]), (.sku, ["StockCode"]), (.product, ["Description"]),
        (.quantity, ["Quantity"]), (.orderedAt, ["InvoiceDate"]), (.unitPrice, ["UnitPrice", "Price"]),
        (.customerId, ["CustomerID"]), (.country, ["Country"]),
      ], amount: .unitPrice,
      notes: ["Negative quantities and numbers that begin with C are refunds, A are bad debt."]),
    FileKind(
      id: "superstore", platform: "Tableau", title: "Sample superstore 示例-超市, one row per line", role: .orders,
      signature: [
        ["订单 ID", "Order ID"], ["客户 ID", "Customer ID"], ["产品 ID", "Product ID"], ["销售额", "Sales"], ["利润", "Profit"],
      ],
      headers: FileKind.list("行 ID,订单 ID,订单日期,发货日期,邮寄方式,客户 ID,客户名称,细分,城市,省/自治区,国家,地区,产品 ID,类别,子类别,产品名称,销售额,数量,折扣,利润"),
      columns: [
        (.line, ["行 ID", "Row ID"]), (.orderId, ["订单 ID", "Order ID"]), (.orderedAt, ["订单日期", "Order Date"]),
        (.customerId, ["客户 ID", "Customer ID"]), (.name, ["客户名称", "Customer Name"]),
        (.region, ["省/自治区", "State/Province", "State", "Province"]), (.city, ["城市", "City"]),
        (.country, ["国家", "Country", "Country/Region"]), (.sku, ["产品 ID", "Product ID"]),
        (.product, ["产品名称", "Product Name"]), (.category, ["类别", "Category"]), (.quantity, ["数量", "Quantity"]),
        (.lineTotal, ["销售额", "Sales"]),
      ], amount: .lineTotal,
      notes: [
        "销售额 is after the discount; 折扣 is a rate and is passed over.", "With the sheet 退货, its orders are refunded.",
      ]),
    FileKind(
      id: "superstore-returns", platform: "Tableau", title: "Sample superstore, returned orders", role: .part,
      signature: [["订单 ID", "Order ID"], ["退回", "Returned"]], excludes: ["销售额", "Sales", "客户 ID", "Customer ID"],
      headers: FileKind.list("订单 ID,退回"), columns: [(.orderId, ["订单 ID", "Order ID"])], isLookup: true,
      needs: (["superstore"], "the sheet 订单 (Orders)"), notes: ["Returned orders count as given back whole."]),
    FileKind(
      id: "superstore-people", platform: "Tableau", title: "Sample superstore, managers of regions", role: .unused,
      signature: [["地区", "Region"], ["地区经理", "Person", "Regional Manager"]], excludes: ["订单 ID", "Order ID"],
      headers: FileKind.list("地区,地区经理"), notes: ["People who work there, not customers."]),
    FileKind(
      id: "cdnow", platform: "CDNOW", title: "Purchase log, columns between blanks", role: .orders, signature: [],
      headers: FileKind.list("customer_id,date,number_of_cds,dollar_value"),
      looks: { header, sample in
        let names = header.map { Field.normalised($0) }
        if names == ["customerid", "date", "numberofcds", "dollarvalue"] { return true }
        return FileLayout.isLogRow(header) && sample.prefix(20).allSatisfy { $0.isEmpty || FileLayout.isLogRow($0) }
      }, notes: ["No order numbers and no products."]),
    FileKind(
      id: "olist-orders", platform: "Olist", title: "Orders (olist_orders_dataset)", role: .part,
      signature: [["order_id"], ["customer_id"], ["order_status"], ["order_purchase_timestamp"]],
      headers: FileKind.list(
        """
        order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,
        order_delivered_customer_date,order_estimated_delivery_date
        """),
      columns: [
        (.orderId, ["order_id"]), (.customerId, ["customer_id"]), (.status, ["order_status"]),
        (.orderedAt, ["order_purchase_timestamp"]), (.paidAt, ["order_approved_at"]),
      ], currency: "BRL", translation: OlistTranslation.self,
      needs: (["olist-items"], "the items (olist_order_items_dataset.csv)"),
      notes: [
        "customer_id is made anew for every order: without olist_customers_dataset.csv nobody buys twice."
      ]),
    FileKind(
      id: "olist-items", platform: "Olist", title: "Items (olist_order_items_dataset)", role: .part,
      signature: [["order_id"], ["order_item_id"], ["product_id"], ["price"], ["freight_value"]],
      headers: FileKind.list("order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value"),
      columns: [
        (.orderId, ["order_id"]), (.line, ["order_item_id"]), (.sku, ["product_id"]), (.unitPrice, ["price"]),
        (.shipping, ["freight_value"]),
      ], currency: "BRL", translation: OlistTranslation.self, part: .lines,
      needs: (["olist-orders"], "the orders (olist_orders_dataset.csv)")),
    FileKind(
      id: "olist-customers", platform: "Olist", title: "Customers (olist_customers_dataset)", role: .part,
      signature: [["customer_id"], ["customer_unique_id"]],
      headers: FileKind.list(
        "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state"),
      columns: [
        (.customerId, ["customer_id"]), (.personId, ["customer_unique_id"]), (.city, ["customer_city"]),
        (.region, ["customer_state"]),
      ], translation: OlistTranslation.self, key: .customerId, isLookup: true,
      needs: (["olist-orders"], "the orders (olist_orders_dataset.csv)"),
      notes: ["customer_unique_id is the person."]),
    FileKind(
      id: "olist-products", platform: "Olist", title: "Products (olist_products_dataset)", role: .part,
      signature: [["product_id"], ["product_category_name"], ["product_weight_g", "product_photos_qty"]],
      headers: FileKind.list(
        """
        product_id,product_category_name,product_name_lenght,product_description_lenght,product_photos_qty,
        product_weight_g,product_length_cm,product_height_cm,product_width_cm
        """), columns: [(.sku, ["product_id"]), (.category, ["product_category_name"])],
      translation: OlistTranslation.self, key: .sku, isLookup: true,
      needs: (["olist-orders"], "the orders (olist_orders_dataset.csv)")),
    FileKind(
      id: "olist-category-names", platform: "Olist", title: "Names of the categories in English", role: .part,
      signature: [["product_category_name"], ["product_category_name_english"]],
      headers: FileKind.list("product_category_name,product_category_name_english"),
      columns: [(.category, ["product_category_name"]), (.product, ["product_category_name_english"])],
      translation: OlistTranslation.self, key: .category, isLookup: true,
      needs: (["olist-orders"], "the orders (olist_orders_dataset.csv)")),
    FileKind(
      id: "olist-others", platform: "Olist", title: "Payments, reviews, sellers, places", role: .unused,
      signature: [["payment_sequential", "review_id", "seller_zip_code_prefix", "geolocation_zip_code_prefix"]],
      headers: FileKind.list("order_id,payment_sequential,payment_type,payment_installments,payment_value"),
      notes: ["No figure needs them."]),
    FileKind(
      id: "rees46-events", platform: "REES46", title: "Events of a shop's pages; purchases are orders", role: .orders,
      signature: [["event_time"], ["event_type"], ["product_id"], ["price"], ["user_id"]],
      headers: FileKind.list(
        "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session"),
      columns: [
        (.orderId, ["user_session"]), (.sessionId, ["user_session"]), (.customerId, ["user_id"]),
        (.orderedAt, ["event_time"]), (.at, ["event_time"]), (.event, ["event_type"]), (.sku, ["product_id"]),
        (.category, ["category_code"]), (.unitPrice, ["price"]),
      ], isUTC: true, translation: EventsTranslation.self, alsoSide: .visits,
      words: [
        .event: ["view": "view", "cart": "cart", "purchase": "buy", "remove_from_cart": "", "wishlist": "favourite"]
      ], notes: ["No order numbers: the purchases of a session are one order.", "Times are UTC."]),
    FileKind(
      id: "taobao-behaviour", platform: "Taobao UserBehavior", title: "Events without a header", role: .side(.visits),
      signature: [], headers: [], columns: [(.customerId, []), (.sku, []), (.event, []), (.at, [])],
      positional: [.customerId, .sku, .category, .event, .at],
      looks: { header, sample in
        // The reader of rows names the columns of this file, which has no names of its own.
        let rows = header == TaobaoBehaviour.columns ? [] : [header]
        return !sample.isEmpty
          && (rows + sample.prefix(20)).allSatisfy { row in
            row.count == 5 && ["pv", "cart", "fav", "buy"].contains(row[3]) && row[4].utf8.count == 10
              && row[4].utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
          }
      }, isUTC: true, words: [.event: ["pv": "view", "cart": "cart", "fav": "favourite", "buy": "buy"]],
      notes: ["No amounts: visits alone, beside an order file."]),
    FileKind(
      id: "product-listing", platform: "Scraped listings", title: "Products of a platform with prices and sales",
      role: .unused,
      signature: [["title", "product_title", "标题"], ["price", "价格"], ["sale_count", "sales_count", "销量"]],
      excludes: ["customer_id", "user_id", "order_id", "订单编号", "买家会员名"],
      headers: FileKind.list("update_time,id,title,price,sale_count,comment_count,店名"),
      notes: ["Products, not orders: no customer, no order."]),
  ]
}
